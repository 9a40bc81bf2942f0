package io.ridgeway.gateway.rpc;

import org.jspecify.annotations.Nullable;

/**
 * An error of JSON-RPC 2.0.
 *
 * @param code the specification's, else EIP-1474's, else one of ours from -32010 down
 * @param status the HTTP status if the error is the whole answer. A call that was well formed and
 *     is refused answers 200, since many clients don't read the body of anything else
 * @param message what happened and what to do; no secret
 * @param data more of it, as JSON
 */
public record RpcError(int code, int status, String message, @Nullable String data) {
  public static final int PARSE = -32700;
  public static final int INVALID_REQUEST = -32600;
  public static final int METHOD = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL = -32603;
  public static final int UNAVAILABLE = -32002;
  public static final int REJECTED = -32003;
  public static final int LIMIT = -32005;
  public static final int UNAUTHENTICATED = -32010;

  /** Without data. */
  public static RpcError of(int code, int status, String message) {
    return new RpcError(code, status, message, null);
  }

  /** The body is no JSON. */
  public static RpcError parse(String message) {
    return of(PARSE, 400, message);
  }

  /** The body, or an item of a batch, is no call. */
  public static RpcError invalid(String message) {
    return of(INVALID_REQUEST, 400, message);
  }

  /** The method's parameters are wrong. */
  public static RpcError params(String message) {
    return of(INVALID_PARAMS, 200, message);
  }

  /** Not now; the same call may succeed later. */
  public static RpcError unavailable(int status, String message) {
    return of(UNAVAILABLE, status, message);
  }

  /** Something is wrong on our side. */
  public static RpcError internal() {
    return of(
        INTERNAL,
        500,
        "Something went wrong in the gateway. Try again; if it stays, tell support.");
  }

  /** The same error with {@code data}, which is JSON. */
  public RpcError with(String json) {
    return new RpcError(code, status, message, json);
  }
}
