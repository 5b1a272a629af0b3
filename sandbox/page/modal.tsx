import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { SeenView } from '../slack/observed.ts';
import { Avatar } from './avatar.tsx';
import { Blocks } from './block-kit/blocks.tsx';
import { SurfaceProvider } from './block-kit/surface.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import { ScrollArea } from './scroll-area.tsx';
import { useSession } from './session.ts';
import { useViewSurface } from './view-surface.ts';

/** A modal of the app. What was typed is sent before it is submitted; it stays open until the app says otherwise. */
export function Modal({ view }: { view: SeenView }) {
  const { state, act } = useSession();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const submitting = useRef(false);
  const lookForErrors = useRef(false);
  const [said, setSaid] = useState('');
  const surface = useViewSurface('modal', view, setSaid);
  const close = (all: boolean) => void act(all ? { do: 'close', all } : { do: 'close' });

  const submit = async () => {
    if (submitting.current || view.submit === '') return;
    submitting.current = true;
    lookForErrors.current = true;
    setBusy(true);
    setSaid('');
    await Promise.all([...surface.unsent.values()].map((send) => send()));
    const result = await act({ do: 'submit' });
    submitting.current = false;
    setBusy(false);
    setSaid(result?.shown ?? '');
  };
  const wrong = Object.keys(view.errors).join();
  useEffect(() => {
    if (wrong === '' || !lookForErrors.current) return;
    lookForErrors.current = false;
    form.current?.querySelector<HTMLElement>('.input-block.invalid :is(input, textarea)')?.focus();
  }, [wrong]);

  return (
    <Dialog labelledBy={id} onEscape={() => close(false)} testId="modal">
      <form
        ref={form}
        class="dialog-form"
        noValidate
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
          event.preventDefault();
          void submit();
        }}
      >
        <header class="dialog-head">
          <Avatar user={state.botUserId} small />
          <h2 id={id}>{view.title}</h2>
          <button type="button" class="button icon-only" aria-label="Close" onClick={() => close(true)}>
            <Icon name="close" size={20} />
          </button>
        </header>
        <SurfaceProvider value={surface}>
          {view.submit === '' ? (
            <ScrollArea class="dialog-body" label={view.title}>
              <Blocks blocks={view.blocks} />
            </ScrollArea>
          ) : (
            <div class="dialog-body">
              <Blocks blocks={view.blocks} />
            </div>
          )}
        </SurfaceProvider>
        {said !== '' && (
          <p class="dialog-said" role="alert">
            <Icon name="warning" size={18} />
            <span class="lines">{said}</span>
          </p>
        )}
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={() => close(false)}>
            {view.depth > 1 ? 'Back' : view.submit === '' ? 'Close' : 'Cancel'}
          </button>
          {view.submit !== '' && (
            <button type="submit" class="button primary" aria-disabled={busy} data-focus-first>
              {busy && <span class="spinner" aria-hidden="true" />}
              {view.submit}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}
