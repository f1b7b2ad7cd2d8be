// The job that `twin study submit --engine kubernetes` writes, held to the schema of Kubernetes' own interface.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Job } from 'kubernetes-models/batch/v1';

const job = parse(readFileSync(process.argv[2], 'utf8'));
new Job(job).validate();

// A check that accepts anything would be none.
for (const spoil of [j => { j.spec.completions = 'two'; }, j => { delete j.spec.template; }, j => { j.spec.podFailurePolicy.rules[0].action = 1; }]) {
  const spoilt = structuredClone(job);
  spoil(spoilt);
  let accepted = true;
  try { new Job(spoilt).validate(); } catch { accepted = false; }
  if (accepted) throw new Error(`a job spoilt by ${spoil} is accepted`);
}
console.log(`${job.kind} ${job.apiVersion} is sound`);
