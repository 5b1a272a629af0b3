import { openMemoryAudit } from '../../../../src/adapters/store/audit/memory-audit.ts';
import { describeAudit } from './contract.ts';
import { newTrailPath, openAudit } from './open-audit.ts';

describeAudit('memory', async () => openMemoryAudit());
describeAudit('file', async () => openAudit(await newTrailPath()));
