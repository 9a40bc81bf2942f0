-- One eth_blockNumber after the other, of a network at random with its key; counts what isn't answered as it should be.
local body = '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}'
local calls = {}

function init(_)
  for line in io.lines(os.getenv("BENCHMARK_KEYS")) do
    local network, key = line:match("(%S+) (%S+)")
    calls[#calls + 1] = wrk.format("POST", "/eth/" .. network,
      { ["Content-Type"] = "application/json", ["X-Api-Key"] = key }, body)
  end
  math.randomseed(1)
end

function request()
  return calls[math.random(#calls)]
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d\n", summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(99)))
end
