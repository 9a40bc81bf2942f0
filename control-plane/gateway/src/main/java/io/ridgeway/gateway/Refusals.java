package io.ridgeway.gateway;

import io.github.bucket4j.ConsumptionProbe;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.upstream.UpstreamException;

/** The door's refusals: what happened, and what to do. */
final class Refusals {
  static final RpcError NO_SUCH_DOOR =
      RpcError.of(
          RpcError.INVALID_REQUEST,
          404,
          "There is nothing at this path: POST JSON-RPC to /eth/{network} or /fisco/{network}. If"
              + " the path held an API key, revoke it: paths are logged by many. Keys go into the"
              + " header X-Api-Key.");

  static final RpcError QUERY =
      RpcError.of(
          RpcError.INVALID_REQUEST,
          400,
          "The URL has a query, which isn't read here. If it held an API key, revoke it: URLs are"
              + " logged by many. Keys go into the header X-Api-Key.");

  static final RpcError NOT_POST =
      RpcError.of(RpcError.INVALID_REQUEST, 405, "Calls are made by POST, with a JSON-RPC body.");

  static final RpcError NO_KEY =
      RpcError.of(
          RpcError.UNAUTHENTICATED,
          401,
          "The request has no API key: send it in the header X-Api-Key, or as Authorization:"
              + " Bearer. The portal's page of the network makes keys.");

  static final RpcError WRONG_KEY =
      RpcError.of(
          RpcError.UNAUTHENTICATED,
          401,
          "The API key is not valid for this network: check both, or make a new key on the"
              + " portal's page of the network.");

  static final RpcError CLOSING =
      RpcError.unavailable(503, "This gateway is shutting down, nothing was done. Try again.");

  static final RpcError NOT_LOADED =
      RpcError.unavailable(503, "The gateway is starting and knows no network yet. Try again.");

  static final RpcError NOT_READY =
      RpcError.unavailable(
          503,
          "The network is not ready: it is being set up, resumed or deleted. The portal's page of"
              + " the network says which.");

  /** Well formed, and refused: nothing is wrong with the door or the nodes. */
  static final RpcError SUSPENDED =
      RpcError.of(
          RpcError.UNAVAILABLE,
          200,
          "The network is suspended: nothing was done, and no call is taken before it is resumed."
              + " The portal's page of the network says why.");

  /** The same. Reading goes on. */
  static final RpcError FULL =
      RpcError.of(
          RpcError.UNAVAILABLE,
          200,
          "The network's ledger takes all the storage that was ordered for it: nothing was done,"
              + " and nothing more is written. Reading goes on. Have its order changed to more.");

  static final RpcError NOT_ETHEREUM =
      RpcError.of(
          RpcError.INVALID_REQUEST,
          404,
          "This network isn't an Ethereum network, so it can't be called here.");

  static final RpcError NOT_FISCO =
      RpcError.of(
          RpcError.INVALID_REQUEST,
          404,
          "This network isn't a FISCO BCOS chain, so it can't be called here.");

  static final RpcError SUB_PROTOCOL =
      RpcError.of(
          RpcError.INVALID_REQUEST,
          400,
          "An API key is among the sub-protocols, and "
              + EthSocketDoor.SUB_PROTOCOL
              + " isn't: ask for that one first, and for the key second. No key is ever chosen.");

  static final RpcError HANDSHAKE_WITH_BODY =
      RpcError.of(
          RpcError.INVALID_REQUEST,
          400,
          "The handshake of a WebSocket has no body: send calls after it.");

  static final RpcError SOCKETS =
      RpcError.of(
          RpcError.LIMIT,
          429,
          "There are as many WebSockets as there may be ("
              + EthSockets.MOST_PER_NETWORK
              + " of a network): close one, or share it.");

  private Refusals() {}

  static RpcError overLimit(RateLimit limit, int calls) {
    String bought = limit.burst() + " calls a second were bought";
    return RpcError.of(
        RpcError.LIMIT,
        429,
        calls > limit.burst()
            ? "The batch of "
                + calls
                + " calls can't be taken at once, none was: "
                + bought
                + ". Send at most that many together."
            : "Over the limit, nothing was done: "
                + bought
                + " for this network. Try again after Retry-After, or buy more.");
  }

  static long secondsToWait(ConsumptionProbe probe) {
    return Math.floorDiv(probe.getNanosToWaitForRefill() + 999_999_999, 1_000_000_000L);
  }

  /**
   * @param changes whether the call may have changed the ledger
   */
  static RpcError unanswered(Throwable cause, boolean changes) {
    UpstreamException.Fate fate =
        cause instanceof UpstreamException known ? known.fate() : UpstreamException.Fate.BROKEN;
    String then =
        changes
            ? " It is not known whether it was taken: look for the transaction's hash before you"
                + " send it again."
            : " Try again in a moment.";
    return switch (fate) {
      case UNSENT ->
          RpcError.unavailable(
              503,
              "No node of the network can be reached, nothing was done. Try again in a moment.");
      case BROKEN -> RpcError.unavailable(502, "The node broke off before it answered." + then);
      case LATE -> RpcError.unavailable(504, "The node didn't answer in time." + then);
      case NONSENSE -> RpcError.unavailable(502, "The node's answer can't be used." + then);
    };
  }
}
