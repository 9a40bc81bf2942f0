package io.ridgeway.gateway.rpc;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which methods are offered, and who answers each. What isn't named is refused. */
public final class Methods {
  /** Answered here: the managed accounts of the network. */
  public static final String ACCOUNTS = "eth_accounts";

  /** Answered here: signed with a managed key, numbered, and handed to a node. */
  public static final String SEND = "eth_sendTransaction";

  /** Changes the ledger, so it isn't sent twice. */
  public static final String SEND_RAW = "eth_sendRawTransaction";

  /** Answered here, over WebSocket: has new blocks or logs told. */
  public static final String SUBSCRIBE = "eth_subscribe";

  /** Answered here, over WebSocket: ends that. */
  public static final String UNSUBSCRIBE = "eth_unsubscribe";

  private static final Set<String> OURS = Set.of(ACCOUNTS, SEND);

  /**
   * What is forwarded unless the operator says otherwise: reading, estimating, filters, and raw
   * transactions, which bear their sender's own signature. A node's keys, its peers, its pool, its
   * consensus and its debugger are nobody's business.
   */
  public static final Set<String> DEFAULTS =
      Set.of(
          "eth_blockNumber",
          "eth_call",
          "eth_chainId",
          "eth_createAccessList",
          "eth_estimateGas",
          "eth_feeHistory",
          "eth_gasPrice",
          "eth_getBalance",
          "eth_getBlockByHash",
          "eth_getBlockByNumber",
          "eth_getBlockReceipts",
          "eth_getBlockTransactionCountByHash",
          "eth_getBlockTransactionCountByNumber",
          "eth_getCode",
          "eth_getFilterChanges",
          "eth_getFilterLogs",
          "eth_getLogs",
          "eth_getProof",
          "eth_getStorageAt",
          "eth_getTransactionByBlockHashAndIndex",
          "eth_getTransactionByBlockNumberAndIndex",
          "eth_getTransactionByHash",
          "eth_getTransactionCount",
          "eth_getTransactionReceipt",
          "eth_getUncleByBlockHashAndIndex",
          "eth_getUncleByBlockNumberAndIndex",
          "eth_getUncleCountByBlockHash",
          "eth_getUncleCountByBlockNumber",
          "eth_maxPriorityFeePerGas",
          "eth_newBlockFilter",
          "eth_newFilter",
          "eth_newPendingTransactionFilter",
          "eth_protocolVersion",
          SEND_RAW,
          "eth_syncing",
          "eth_uninstallFilter",
          "net_listening",
          "net_peerCount",
          "net_version",
          "web3_clientVersion",
          "web3_sha3");

  private final Set<String> forwarded;
  private final String allowed;

  /**
   * @param forwarded the methods that a node answers; {@code eth_accounts} and {@code
   *     eth_sendTransaction} are always answered here
   */
  public Methods(Set<String> forwarded) {
    for (String ours : OURS) {
      if (forwarded.contains(ours)) {
        throw new IllegalArgumentException(ours + " is answered by the gateway, never by a node");
      }
    }
    this.forwarded = Set.copyOf(forwarded);
    Set<String> all = new TreeSet<>(forwarded);
    all.addAll(OURS);
    this.allowed =
        all.stream()
            .map(RpcWriter::quoted)
            .collect(Collectors.joining(",", "{\"allowed\":[", "]}"));
  }

  /** Whether a node answers it. */
  public boolean forwarded(String method) {
    return forwarded.contains(method);
  }

  /** Whether calls of it that belong together must reach the same node: filters live in one. */
  public static boolean sticky(String method) {
    return method.startsWith("eth_") && method.contains("Filter");
  }

  /** The refusal of a method that is offered by nobody here. */
  public RpcError refusal(String method) {
    if (method.equals(SUBSCRIBE) || method.equals(UNSUBSCRIBE)) {
      return RpcError.of(
          RpcError.METHOD,
          200,
          "The method "
              + method
              + " is offered over WebSocket only, and in no batch: connect to the same URL with"
              + " ws:// or wss:// and send it by itself.");
    }
    String why =
        method.startsWith("eth_sign") || method.startsWith("personal_")
            ? "managed keys sign transactions only: use eth_sendTransaction"
            : "data.allowed lists what is";
    return RpcError.of(
            RpcError.METHOD,
            200,
            "The method " + shown(method) + " is not offered here: " + why + ".")
        .with(allowed);
  }

  private static String shown(String method) {
    return method.chars().allMatch(c -> c > ' ' && c < 127) ? method : "of that name";
  }
}
