import { useId } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import type { BlockProps } from './blocks.tsx';
import { Element } from './element.tsx';
import { blockIdOf, obj, str, words } from './read.ts';
import { type Field, useSurface } from './surface.ts';
import { Text } from './text.tsx';
import { Unknown } from './unknown.tsx';

const GROUPS = ['checkboxes', 'radio_buttons'];

/** A label, the element it names, and what is to be said about it below: an error, a hint. */
export function Input({ block }: BlockProps) {
  const id = useId();
  const { errors } = useSurface();
  const element = obj(block.element);
  if (!element) return <Unknown what="block" json={block} />;
  const error = errors[blockIdOf(block)];
  const hint = words(block.hint);
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const optional = block.optional === true;
  const label = words(block.label);
  const field: Field = { id, label, optional, describedBy: described || undefined, invalid: error !== undefined };
  const name = (
    <>
      <Text of={block.label} />
      {optional && <span class="optional"> (optional)</span>}
    </>
  );
  const under = (
    <>
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="warning" size={16} />
          <span class="lines">{error}</span>
        </p>
      )}
      {hint !== '' && (
        <p class="field-hint" id={`${id}-hint`}>
          <Text of={block.hint} />
        </p>
      )}
    </>
  );
  const classes = error === undefined ? 'input-block' : 'input-block invalid';
  if (GROUPS.includes(str(element.type))) {
    return (
      <fieldset class={classes} aria-describedby={field.describedBy} data-block-id={blockIdOf(block)}>
        <legend class="field-label">{name}</legend>
        <Element element={element} block={block} field={field} />
        {under}
      </fieldset>
    );
  }
  return (
    <div class={classes} data-block-id={blockIdOf(block)}>
      <label class="field-label" for={id}>
        {name}
      </label>
      <Element element={element} block={block} field={field} />
      {under}
    </div>
  );
}
