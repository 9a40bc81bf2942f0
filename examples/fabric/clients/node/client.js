// Calls one function of a contract, and prints its answer. Run `npm ci` first.
'use strict';

const { createPrivateKey } = require('node:crypto');
const { readFileSync } = require('node:fs');
const grpc = require('@grpc/grpc-js');
const { connect, hash, signers } = require('@hyperledger/fabric-gateway');

const SECONDS = 30;

async function main([profileFile, certificateFile, keyFile, how, contractName, fn, ...args]) {
  if (!fn || !['submit', 'evaluate'].includes(how)) {
    console.error('usage: node client.js PROFILE CERTIFICATE KEY submit|evaluate CONTRACT FUNCTION [ARGUMENT...]');
    return 2;
  }
  const profile = JSON.parse(readFileSync(profileFile, 'utf8'));
  const organisation = profile.organizations[profile.client.organization];
  const [channel] = Object.keys(profile.channels);

  // One peer of our own organisation; it finds the others and the orderers itself.
  const peer = profile.peers[organisation.peers[0]];
  const connection = new grpc.Client(
    new URL(peer.url).host,
    grpc.credentials.createSsl(Buffer.from(peer.tlsCACerts.pem)),
  );
  const gateway = connect({
    client: connection,
    identity: { mspId: organisation.mspid, credentials: readFileSync(certificateFile) },
    signer: signers.newPrivateKeySigner(createPrivateKey(readFileSync(keyFile))),
    hash: hash.sha256,
    evaluateOptions: deadline,
    endorseOptions: deadline,
    submitOptions: deadline,
    commitStatusOptions: deadline,
  });
  try {
    const contract = gateway.getNetwork(channel).getContract(contractName);
    const answer = how === 'submit'
      ? await contract.submitTransaction(fn, ...args)
      : await contract.evaluateTransaction(fn, ...args);
    console.log(Buffer.from(answer).toString('utf8'));
    return 0;
  } finally {
    gateway.close();
    connection.close();
  }
}

function deadline() {
  return { deadline: Date.now() + SECONDS * 1000 };
}

main(process.argv.slice(2)).then(
  (code) => { process.exitCode = code; },
  (error) => {
    console.error(error.message, ...(error.details ?? []).map((detail) => `\n  ${detail.mspId}: ${detail.message}`));
    process.exitCode = 1;
  },
);
