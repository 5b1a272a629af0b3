import { isObject } from '../json.ts';
import { type Check, list, type Say } from './check.ts';
import { optionGroups as checkGroups, options as checkOptions } from './option.ts';
import { inMessages } from './surfaces.ts';
import { sayDoubleIds } from './unique-ids.ts';
import { views } from './view.ts';

/** The problems of something an app sent, as Slack lists them; none means accepted. */
export type Problems = string[];

function problemsOf(report: (say: Say) => void): Problems {
  const problems: Problems = [];
  report((at, problem) => problems.push(`[ERROR] ${problem} [json-pointer:${at}]`));
  return problems;
}

const message: Check = list(inMessages, { max: 50 });

/** reference 3.7: 50 blocks; 3.15: two charts; [D] markdown-block: 12 000 characters over all markdown blocks. */
export function problemsOfMessageBlocks(blocks: unknown): Problems {
  return problemsOf((say) => {
    message(blocks, '/blocks', say);
    sayDoubleIds(blocks, '/blocks', say);
    if (!Array.isArray(blocks)) return;
    const charts = blocks.filter((block) => isObject(block) && block.type === 'data_visualization');
    if (charts.length > 2) say('/blocks', 'no more than 2 data_visualization blocks allowed');
    const markdown = blocks.filter((block) => isObject(block) && block.type === 'markdown');
    const characters = markdown.reduce((sum, { text }) => sum + String(text ?? '').length, 0);
    if (markdown.length > 1 && characters > 12_000) say('/blocks', 'must be less than 12001 characters of markdown');
  });
}

export function problemsOfView(view: unknown): Problems {
  return problemsOf((say) => views(view, '/view', say));
}

/** The answer to a block_suggestion: options or groups, 100 at most (docs: block_suggestion payload). */
export function problemsOfSuggestions(answer: unknown): Problems {
  return problemsOf((say) => {
    if (!isObject(answer)) return say('', 'must provide an object');
    const { options, option_groups: groups, ...rest } = answer;
    for (const key of Object.keys(rest)) say('', `invalid additional property: ${key}`);
    if ((options === undefined) === (groups === undefined)) say('', 'must define either options or option_groups');
    else if (options !== undefined) checkOptions(options, '/options', say);
    else checkGroups(groups, '/option_groups', say);
  });
}
