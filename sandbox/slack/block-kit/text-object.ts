import { byType, type Check, flag, object, oneOf, text } from './check.ts';

/** docs.slack.dev/reference/block-kit/composition-objects/text-object: 1 to 3000 characters, fewer where it is used. */
export function plainText(max: number): Check {
  return object({ type: oneOf('plain_text'), text: text({ max }) }, { emoji: flag });
}

export function mrkdwn(max: number): Check {
  return object({ type: oneOf('mrkdwn'), text: text({ max }) }, { verbatim: flag });
}

export function anyText(max: number): Check {
  return byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) });
}
