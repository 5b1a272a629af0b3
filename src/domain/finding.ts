/** What one check of a configuration found, in words for whoever runs c1-sync. No text holds a secret. */
export type Finding =
  | { readonly kind: 'well'; readonly what: string; readonly said: string }
  | { readonly kind: 'ill'; readonly what: string; readonly said: string; readonly cure: string }
  /** It does not apply, or it cannot be told from here. */
  | { readonly kind: 'open'; readonly what: string; readonly said: string };

export function well(what: string, said: string): Finding {
  return { kind: 'well', what, said };
}

export function ill(what: string, said: string, cure: string): Finding {
  return { kind: 'ill', what, said, cure };
}

export function open(what: string, said: string): Finding {
  return { kind: 'open', what, said };
}
