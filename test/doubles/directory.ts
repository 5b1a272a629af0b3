import type { Standing } from '../../src/domain/access.ts';
import { GroupUnreadable, PersonUnreadable } from '../../src/domain/errors.ts';
import type { Directory, UserGroup } from '../../src/ports/directory.ts';

/** The Directory port in memory: what it was asked, and what it shall answer. */
export class ScriptedDirectory implements Directory {
  readonly calls: string[] = [];
  /** The members of each group, or what reading it rejects with. Slack knows no other group. */
  readonly groups = new Map<string, readonly string[] | GroupUnreadable>();
  /** The list of groups, or what reading it rejects with. */
  list: readonly UserGroup[] | GroupUnreadable = [];
  /** What each person is; of anybody else Slack does not say it. */
  readonly people = new Map<string, Standing | PersonUnreadable>();
  /** Answers wait for this. */
  gate: Promise<void> = Promise.resolve();

  async readGroup(groupId: string): Promise<ReadonlySet<string>> {
    const answer = await this.#answer(groupId, this.groups.get(groupId));
    if (answer === undefined) throw new GroupUnreadable('gone', 'no_such_subteam');
    if (answer instanceof GroupUnreadable) throw answer;
    return new Set(answer);
  }

  async listGroups(): Promise<readonly UserGroup[]> {
    const answer = await this.#answer('list of groups', this.list);
    if (answer instanceof GroupUnreadable) throw answer;
    return answer;
  }

  async readStanding(userId: string): Promise<Standing> {
    const answer = await this.#answer(userId, this.people.get(userId));
    if (answer === undefined) throw new PersonUnreadable('unanswered', 'no answer');
    if (answer instanceof PersonUnreadable) throw answer;
    return answer;
  }

  /** As things stood when it was asked. */
  async #answer<T>(call: string, answer: T): Promise<T> {
    this.calls.push(call);
    await this.gate;
    return answer;
  }
}
