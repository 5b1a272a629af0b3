import type { AccessRequest } from '../../src/domain/access-request.ts';
import type { MessagePlace } from '../../src/domain/sync-run.ts';
import type { RequestAnnouncer } from '../../src/ports/request-announcer.ts';

/** The RequestAnnouncer port that writes down what it is told, in short, such as `post r1 to UANA`. */
export class RecordingRequestAnnouncer implements RequestAnnouncer {
  readonly lines: string[] = [];
  /** Slack takes nothing. */
  isAway = false;
  /** What is told next waits for this. */
  gate: Promise<void> = Promise.resolve();

  async post({ id }: AccessRequest, managers: readonly string[]): Promise<readonly MessagePlace[]> {
    await this.gate;
    if (this.isAway) return [];
    this.lines.push(`post ${id} to ${managers.join(' ')}`);
    return managers.map((userId) => ({ channelId: `D${userId}`, ts: id }));
  }

  async showAnswer({ id, state, places }: AccessRequest): Promise<readonly MessagePlace[]> {
    await this.gate;
    if (this.isAway) return places;
    for (const { channelId } of places) this.lines.push(`show ${id} ${state} in ${channelId}`);
    return [];
  }

  async tellAsker({ id, state, asker }: AccessRequest): Promise<boolean> {
    await this.gate;
    if (!this.isAway) this.lines.push(`tell ${id} ${state} to ${asker.userId}`);
    return !this.isAway;
  }
}
