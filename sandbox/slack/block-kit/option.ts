import { also, type Check, list, object, text } from './check.ts';
import { anyText, plainText } from './text-object.ts';

/**
 * docs.slack.dev/reference/block-kit/composition-objects/option-object; text, description and value are 75 at most
 * (@slack/types composition-objects.ts; Slack's page may allow longer values, reference 3.7 says stay below).
 */
export const option = object({ text: plainText(75), value: text({ max: 75 }) }, { description: plainText(75) });

/** In checkboxes and radio buttons the texts may be mrkdwn. */
export const markedOption = object({ text: anyText(75), value: text({ max: 75 }) }, { description: anyText(75) });

/** Only an overflow menu's options may have a link. */
export const overflowOption = object(
  { text: plainText(75), value: text({ max: 75 }) },
  { description: plainText(75), url: text({ max: 3000 }) },
);

/** 100 options, or 100 groups of 100 ([D] option-group-object, select-menu-element). */
export const options = list(option, { max: 100 });
export const optionGroups = list(object({ label: plainText(75), options }), { max: 100 });

/** A menu has `options` or `option_groups`, not both, not neither. */
export function withEitherOptions(check: Check): Check {
  return also(check, (menu, at, say) => {
    if ((menu.options === undefined) === (menu.option_groups === undefined)) {
      say(at, 'must define either options or option_groups');
    }
  });
}

/** Initial options must be among the options, to the letter ([D] select-menu-element `initial_option`). */
export function withInitialAmongOptions(check: Check): Check {
  return also(check, (menu, at, say) => {
    const initial = menu.initial_option === undefined ? menu.initial_options : [menu.initial_option];
    if (!Array.isArray(initial)) return;
    const groups = Array.isArray(menu.option_groups) ? menu.option_groups : [menu];
    const offered = new Set(groups.flatMap(({ options }) => options ?? []).map((each) => JSON.stringify(each)));
    for (const each of initial) {
      if (!offered.has(JSON.stringify(each))) say(at, 'initial_option must match one of the options');
    }
  });
}
