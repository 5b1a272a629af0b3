import type { JsonObject } from '../../slack/json.ts';
import { Icon } from '../icons.tsx';
import { str } from './read.ts';

/** What this page cannot draw, or the sandbox cannot do, is said aloud. */
export function Unknown({ what, json, why }: { what: 'block' | 'element'; json: JsonObject; why?: string }) {
  return (
    <div class="unknown" data-testid={`unknown-${what}`}>
      <p>
        <Icon name="warning" size={16} />{' '}
        {why ?? `This page cannot show the ${what} “${str(json.type) || 'without a type'}”.`}
      </p>
      <details>
        <summary>JSON</summary>
        <pre>{JSON.stringify(json, null, 2)}</pre>
      </details>
    </div>
  );
}
