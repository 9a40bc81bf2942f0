// Follows a network's blocks and its notary contract over WebSocket, through Ridgeway's gateway, with ethers 6.
//
//   RIDGEWAY_URL=wss://gateway.example.com/eth/n… RIDGEWAY_API_KEY=rw_… node listen.js 0xNOTARY
//
// Prints a line of JSON for each thing that it hears; ends with its standard input. KEY_IN=protocol shows the key as browsers
// have to, in a sub-protocol.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Contract, WebSocketProvider } = require('ethers');
const { WebSocket } = require('ws');

const url = process.env.RIDGEWAY_URL;
const key = process.env.RIDGEWAY_API_KEY;
const notary = process.argv[2];
if (!url || !key || !notary) {
  console.error('set RIDGEWAY_URL and RIDGEWAY_API_KEY, and name the notary\'s address');
  process.exit(2);
}

const { abi } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'notary', 'artifact', 'Notary.json'), 'utf8'));

function tell(what) {
  console.log(JSON.stringify(what));
}

function connect() {
  // The key goes into a header: never into the URL, which lands in logs.
  const socket = process.env.KEY_IN === 'protocol'
    ? new WebSocket(url, ['jsonrpc', key])
    : new WebSocket(url, { headers: { 'X-Api-Key': key } });
  socket.on('error', (error) => fail(error.message));
  socket.on('close', (code, reason) => tell({ closed: code, reason: reason.toString() }));
  return socket;
}

function fail(why) {
  console.error(why);
  process.exit(1);
}

async function main() {
  const provider = new WebSocketProvider(connect);
  const contract = new Contract(notary, abi, provider);
  const { chainId } = await provider.getNetwork();
  await provider.on('block', (number) => tell({ block: number }));
  await contract.on('Notarised', (hash, by, at, event) =>
    tell({ notarised: hash, by: by.toLowerCase(), at: Number(at), block: event.log.blockNumber, transaction: event.log.transactionHash }));
  tell({ listening: Number(chainId), from: await provider.getBlockNumber() });

  process.stdin.resume();
  process.stdin.once('end', async () => {
    await contract.off('Notarised');
    await provider.off('block');
    tell({ unsubscribed: await provider.getBlockNumber() });
    await provider.destroy();
    process.exit(0);
  });
}

main().catch((error) => fail(error.message));
