import type { ComponentChildren, HTMLAttributes, Ref } from 'preact';

interface Props extends HTMLAttributes<HTMLElement> {
  readonly label: string;
  readonly children: ComponentChildren;
  readonly area?: Ref<HTMLElement>;
}

/** A named part of the page that scrolls by itself, by keyboard too. */
export function ScrollArea({ label, children, area = null, ...rest }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (axe: scrollable-region-focusable)
    <section ref={area} aria-label={label} tabIndex={0} {...rest}>
      {children}
    </section>
  );
}
