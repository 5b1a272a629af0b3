import { join } from 'node:path';
import { openMemoryStore } from '../../../src/adapters/store/memory.ts';
import { describeStore } from './contract.ts';
import { openStore } from './open-store.ts';
import { temporaryDirectory } from './temporary-directory.ts';

describeStore('memory', async () => openMemoryStore());
describeStore('lowdb', async () => openStore(join(await temporaryDirectory(), 'c1-sync.json')));
