import type { ReactNode } from 'react';
import type { ModelIdentity } from '../core/records.ts';
import type { ExperimentReport } from '../engine/experiment-records.ts';
import { Facts } from './Facts.tsx';
import { countWords, dateWords, pairTimeWords } from './number-words.ts';

const HASH_LENGTH = 12;

/** Everything that the numbers depend on. */
export function ProvenanceSection({
  report: { summary, provenance },
}: {
  readonly report: ExperimentReport;
}) {
  const { appVersion, corpusName, corpusHash, crossEncoder, dualEncoder, matrices } = provenance;
  const { backend, compute, machine, startedMs, finishedMs, msPerPair, msPerPairBasis, itemSpaces } =
    provenance;
  const facts: (readonly [string, ReactNode])[] = [
    ['Program', `xenn ${appVersion}`],
    ['Corpus', <Hashed key="corpus" name={corpusName} hash={corpusHash} />],
    ...modelFact('Cross-encoder', crossEncoder),
    ...modelFact('Dual-encoder', dualEncoder),
    ...Object.entries(matrices ?? {}).map(
      ([role, hash]) => [`Matrix: ${role}`, <Hashed key={role} hash={hash} />] as const,
    ),
    ['Backend', backend],
    ['Arithmetic', compute],
    ['Machine', machine],
    ...(msPerPair === undefined
      ? []
      : [['One pair takes', pairTimeWords(msPerPair, msPerPairBasis)] as const]),
    ['Started', dateWords(startedMs)],
    ['Finished', finishedMs === undefined ? 'not yet' : dateWords(finishedMs)],
    ['Experiment', summary.experimentId],
    ...(summary.repeats === undefined ? [] : [['Repeats', summary.repeats] as const]),
  ];
  return (
    <section aria-labelledby="provenance">
      <h2 id="provenance">Where it ran</h2>
      <Facts facts={facts} />
      <table>
        <caption>Item spaces; calls are what the index took, once for all queries</caption>
        <thead>
          <tr>
            <th scope="col">Item space</th>
            <th scope="col" className="number">
              Calls for the index
            </th>
            <th scope="col">Vectors</th>
          </tr>
        </thead>
        <tbody>
          {itemSpaces.map(({ itemSpace, name, indexCalls, vectorsHash }) => (
            <tr key={itemSpace}>
              <th scope="row">{name}</th>
              <td className="number">{indexCalls === undefined ? 'unknown' : countWords(indexCalls)}</td>
              <td>
                <Hashed hash={vectorsHash} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">Hashes are SHA-256, their first {HASH_LENGTH} digits.</p>
    </section>
  );
}

function modelFact(role: string, model: ModelIdentity | undefined): (readonly [string, ReactNode])[] {
  return model ? [[role, <Hashed key={role} {...model} />]] : [];
}

/** A thing and enough of its hash to tell it from another; the whole hash is in the title. */
function Hashed({ name, hash }: { readonly name?: string; readonly hash: string }) {
  return (
    <>
      {name} <code title={hash}>{hash.slice(0, HASH_LENGTH)}</code>
    </>
  );
}
