import { useEffect, useRef, useState } from 'preact/hooks';
import type { JsonObject } from '../../slack/json.ts';
import { isObject } from '../../slack/json.ts';
import { type Choice, choiceOf } from './choice.ts';
import { blockIdOf, num } from './read.ts';
import { useSurface } from './surface.ts';

const REST_MS = 150;
/** [D] select-menu-element: the default of `min_query_length`. */
const FEWEST_LETTERS = 3;

/** What the app offers for some letters: asked when the typing rests, the answer to an older question dropped. */
export function useSuggestions(element: JsonObject, block: JsonObject) {
  const surface = useSurface();
  const [choices, setChoices] = useState<Choice[]>([]);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const asked = useRef({ number: 0, timer: 0 });
  const fewest = num(element.min_query_length) ?? FEWEST_LETTERS;
  useEffect(() => () => window.clearTimeout(asked.current.timer), []);

  const ask = (query: string) => {
    window.clearTimeout(asked.current.timer);
    const number = ++asked.current.number;
    if (query.length < fewest) {
      setChoices([]);
      setBusy(false);
      setNote(`Type ${fewest} ${fewest === 1 ? 'letter' : 'letters'} or more.`);
      return;
    }
    setBusy(true);
    const send = async () => {
      const answer = await surface.suggest(blockIdOf(block), query);
      if (number !== asked.current.number) return;
      const options = (answer?.options ?? []).filter(isObject);
      setChoices(options.map((option) => choiceOf(option)));
      setNote(answer?.shown ?? (answer === null ? "Couldn't load results." : options.length === 0 ? 'No results' : ''));
      setBusy(false);
    };
    asked.current.timer = window.setTimeout(() => void send(), query === '' ? 0 : REST_MS);
  };
  return { choices, note, busy, ask };
}
