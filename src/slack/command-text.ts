import { BadInput } from '../domain/errors.ts';
import { oneLine } from '../domain/plain-text.ts';
import { type AllowText, type Mentioned, parseAllow, readMentioned } from './allow-text.ts';
import { type AuditText, parseAudit } from './audit-text.ts';
import { nameTyped } from './typed-words.ts';

/** What somebody asked for with `/c1-sync …`. Only of `run`, `pause` and `resume` the words are never empty. */
export type Command =
  | {
      readonly verb: 'open' | 'run' | 'status' | 'history' | 'pause' | 'resume';
      readonly words: string;
    }
  | { readonly verb: 'help' }
  | { readonly verb: 'who' }
  | ({ readonly verb: 'allow' } & AllowText)
  | { readonly verb: 'revoke'; readonly subject: Mentioned }
  | ({ readonly verb: 'audit' } & AuditText);

/**
 * Reads the text behind the command. Slack sends mentions as `<@U123|name>` (`should_escape` in the manifest) and
 * escapes `& < >`; Macs make quotes and dashes smart. An unknown verb is a search for a connector, and so is anything
 * in quotes: an app may be called "status".
 *
 * @throws {BadInput}
 */
export function parseCommand(raw: string): Command {
  const text = oneLine(raw.normalize('NFKC').replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/[‐-―]/g, '-'));
  const [first = '', ...others] = text.split(' ');
  const rest = others.join(' ');
  const verb = first.toLowerCase();
  switch (verb) {
    case 'run':
    case 'pause':
    case 'resume':
      if (rest === '') {
        throw new BadInput(`Say which connector: /c1-sync ${verb} followed by a part of its name.`);
      }
      return { verb, words: nameTyped(rest) };
    case 'status':
    case 'history':
      return { verb, words: nameTyped(rest) };
    case 'allow':
      return { verb, ...parseAllow(others) };
    case 'revoke':
      return { verb, subject: parseRevoke(others) };
    case 'audit':
      return { verb, ...parseAudit(rest) };
    case 'help':
    case '?':
      if (rest === '') return { verb: 'help' };
      break;
    case 'who':
      if (rest === '') return { verb };
      break;
  }
  return { verb: 'open', words: nameTyped(text) };
}

function parseRevoke([target = '', ...more]: readonly string[]): Mentioned {
  const subject = readMentioned(target, 'Name one person or user group: /c1-sync revoke @ana');
  if (more.length > 0)
    throw new BadInput('revoke takes one person or user group and nothing else: /c1-sync revoke @ana');
  return subject;
}
