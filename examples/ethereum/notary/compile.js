// Compiles Notary.sol into artifact/Notary.json; with --check compares instead, and fails when they differ.
// The compiler is JavaScript from npm: run `npm ci` first.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const solc = require('solc');

const SOURCE = 'Notary.sol';
const ARTIFACT = path.join(__dirname, 'artifact', 'Notary.json');

// Berlin is the newest set of instructions that the node software of the embedded run knows. Without a metadata hash the bytecode
// depends on the code alone, not on its comments or where it was compiled.
const SETTINGS = {
  evmVersion: 'berlin',
  optimizer: { enabled: true, runs: 200 },
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
};

function compile() {
  const input = {
    language: 'Solidity',
    sources: { [SOURCE]: { content: fs.readFileSync(path.join(__dirname, SOURCE), 'utf8') } },
    settings: SETTINGS,
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const problems = output.errors ?? [];
  if (problems.length > 0) {
    throw new Error(problems.map((problem) => problem.formattedMessage).join('\n'));
  }
  const contract = output.contracts[SOURCE].Notary;
  const artifact = {
    contractName: 'Notary',
    source: SOURCE,
    compiler: solc.version(),
    settings: SETTINGS,
    abi: contract.abi,
    bytecode: `0x${contract.evm.bytecode.object}`,
    deployedBytecode: `0x${contract.evm.deployedBytecode.object}`,
  };
  return `${JSON.stringify(artifact, null, 2)}\n`;
}

const compiled = compile();
if (process.argv.includes('--check')) {
  if (compiled !== fs.readFileSync(ARTIFACT, 'utf8')) {
    console.error('artifact/Notary.json is not what Notary.sol compiles to: run `npm run build` and commit it');
    process.exit(1);
  }
  console.log('artifact/Notary.json is what Notary.sol compiles to');
} else {
  fs.mkdirSync(path.dirname(ARTIFACT), { recursive: true });
  fs.writeFileSync(ARTIFACT, compiled);
  console.log(`wrote ${ARTIFACT}`);
}
