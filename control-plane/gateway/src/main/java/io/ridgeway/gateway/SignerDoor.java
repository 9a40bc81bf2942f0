package io.ridgeway.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.UnsignedTransactions;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.EcdsaSignature;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door {@code /web3signer/{network}}, in the shape of Web3Signer's eth1 REST API: {@code
 * upcheck}, {@code api/v1/eth1/publicKeys}, {@code api/v1/eth1/sign/{identifier}}. Unlike
 * Web3Signer it signs transactions of the network and nothing else. For one event loop.
 */
final class SignerDoor implements Handler<HttpServerRequest> {
  static final String PREFIX = "/web3signer/";

  private static final Logger LOG = LoggerFactory.getLogger(SignerDoor.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String KEYS = "api/v1/eth1/publicKeys";
  private static final String SIGN = "api/v1/eth1/sign/";
  private static final Pattern HEX = Pattern.compile("0x(?:[0-9a-fA-F]{2})+");
  private static final int V = 27;
  private static final int LONGEST_NAME = 200;

  private final Vertx vertx;
  private final Networks networks;
  private final Signatories signatories;
  private final Drain drain;
  private final GatewayStats stats;
  private final int maxBodyBytes;
  private final Clock clock;
  private final ApiKeys keys;

  SignerDoor(
      Vertx vertx,
      Networks networks,
      Signatories signatories,
      Drain drain,
      GatewayStats stats,
      int maxBodyBytes,
      Clock clock) {
    this.vertx = vertx;
    this.networks = networks;
    this.signatories = signatories;
    this.drain = drain;
    this.stats = stats;
    this.maxBodyBytes = maxBodyBytes;
    this.clock = clock;
    this.keys = new ApiKeys(stats);
  }

  /** Whether the door is meant. */
  static boolean has(@Nullable String path) {
    return path != null && path.startsWith(PREFIX);
  }

  @Override
  public void handle(HttpServerRequest request) {
    drain.pass(
        request,
        exchange -> Problem.closing().tell(exchange),
        exchange -> guarded(exchange, () -> enter(exchange)));
  }

  private void guarded(Exchange exchange, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      problem(e).tell(exchange);
    }
  }

  private Problem problem(RuntimeException failure) {
    if (failure instanceof Refusal || failure instanceof IllegalArgumentException) {
      stats.malformed.increment();
    }
    if (failure instanceof IllegalArgumentException) {
      // As Web3Signer has it for a body that it can't use.
      Problem invalid = Problem.of(failure).orElseThrow();
      return Problem.of(ProblemType.BAD_REQUEST, invalid.detail());
    }
    return Problem.of(failure)
        .orElseGet(
            () -> {
              LOG.atError().setCause(failure).log("A transaction can't be signed");
              return Problem.internal();
            });
  }

  private void enter(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    String[] path = request.path().substring(PREFIX.length()).split("/", 2);
    String what = path.length == 2 ? path[1] : "";
    boolean lists = what.equals(KEYS);
    boolean signs = what.startsWith(SIGN) && what.indexOf('/', SIGN.length()) < 0;
    if (what.equals("upcheck")) {
      method(exchange, "GET");
      // Says of no network whether it is there: whoever asks has no key yet.
      exchange.answer(networks.known() ? 200 : 503, TEXT, Buffer.buffer("OK"));
      return;
    }
    if (!lists && !signs) {
      throw new Refusal(
          ProblemType.NOT_FOUND,
          "There is nothing at this path: after the network comes upcheck, "
              + KEYS
              + " or "
              + SIGN
              + "{identifier}.");
    }
    if (!networks.known()) {
      throw new Refusal(ProblemType.UNAVAILABLE, Refusals.NOT_LOADED.message());
    }
    method(exchange, lists ? "GET" : "POST");
    NativeQuery.of(request, Set.of());
    Caller caller = caller(exchange, networks.find(path[0]));
    if (lists) {
      exchange.answer(publicKeys(caller.network().route()));
    } else {
      sign(exchange, caller, what.substring(SIGN.length()));
    }
  }

  private static void method(Exchange exchange, String offered) {
    if (!exchange.request().method().name().equals(offered)) {
      exchange.header("Allow", offered);
      throw new Refusal(ProblemType.METHOD_NOT_ALLOWED, "Here is only " + offered + " offered.");
    }
  }

  /** Who calls, within the limit, where calls are taken. */
  private Caller caller(Exchange exchange, @Nullable LiveNetwork network) {
    Caller caller =
        keys.caller(
            exchange,
            network,
            error -> {
              throw new Refusal(ProblemType.UNAUTHENTICATED, error.message());
            });
    if (caller == null || !(caller.network().ledger() instanceof UnsignedTransactions)) {
      throw new Refusal(ProblemType.NOT_FOUND, Refusals.NOT_ETHEREUM.message());
    }
    Limited limited = exchange.admit(caller);
    if (limited != null) {
      stats.limited.increment();
      throw new Refusal(ProblemType.TOO_MANY_REQUESTS, limited.why());
    }
    NetworkRoute route = caller.network().route();
    if (route.suspended()) {
      throw new Refusal(ProblemType.NETWORK_SUSPENDED, Refusals.SUSPENDED.message());
    }
    if (!route.serving()) {
      throw new Refusal(ProblemType.UNAVAILABLE, Refusals.NOT_READY.message());
    }
    return caller;
  }

  private static Buffer publicKeys(NetworkRoute route) {
    ArrayNode list = JSON.createArrayNode();
    route.keys().values().stream()
        .filter(key -> key.curve() == Curve.SECP256K1)
        .map(key -> "0x" + key.publicKey())
        .sorted()
        .forEach(list::add);
    return Buffer.buffer(list.toString());
  }

  private void sign(Exchange exchange, Caller caller, String identifier) {
    Map.Entry<String, ManagedKey> key =
        key(caller.network().route(), identifier)
            .orElseThrow(
                () ->
                    new Refusal(
                        ProblemType.NOT_FOUND,
                        "There is no such key: publicKeys lists those of this network."));
    Context context = vertx.getOrCreateContext();
    Body.read(
        exchange,
        Body.asProblem(exchange, stats),
        caller.bytes(maxBodyBytes),
        clock,
        body ->
            guarded(
                exchange,
                () -> atDesk(exchange, context, caller, () -> signature(caller, key, data(body)))));
  }

  /** Reads what is to be signed, which may be long, has the key's policy asked, and signs. */
  private Buffer signature(Caller caller, Map.Entry<String, ManagedKey> key, byte[] data) {
    LiveNetwork network = caller.network();
    UnsignedTransactions.Unsigned unsigned =
        ((UnsignedTransactions) network.ledger()).unsigned(data);
    KeyUse use = KeyUse.transaction(unsigned.to(), unsigned.function(), unsigned.value());
    signatories.admit(network.route(), key.getValue(), () -> use);
    Signatory by =
        signatories
            .named(network.route(), caller.toString(), Optional.of(key.getKey()), use)
            .orElseThrow();
    EcdsaSignature signature =
        by.sign(
                new ToSign.Digest(unsigned.digest()),
                "transaction made elsewhere, " + unsigned.what())
            .recoverable();
    network.meter().accepted(1);
    stats.submitted.increment();
    return Buffer.buffer(text(signature));
  }

  /** By its public key, with or without what marks it as uncompressed; or by its address. */
  private static Optional<Map.Entry<String, ManagedKey>> key(
      NetworkRoute route, String identifier) {
    String wanted = identifier.toLowerCase(Locale.ROOT);
    if (wanted.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    String digits = wanted.startsWith("0x") ? wanted.substring(2) : wanted;
    String point = digits.length() == 130 && digits.startsWith("04") ? digits.substring(2) : digits;
    return route.keys().entrySet().stream()
        .filter(e -> e.getValue().curve() == Curve.SECP256K1)
        .filter(e -> e.getValue().publicKey().equals(point) || e.getKey().equals("0x" + digits))
        .findFirst();
  }

  private static byte[] data(Buffer body) {
    JsonNode data;
    try {
      data = JSON.readTree(body.getBytes()).path("data");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body must be JSON: {\"data\":\"0x…\"}", e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
    if (!data.isTextual() || !HEX.matcher(data.asText()).matches()) {
      throw new IllegalArgumentException("data must be 0x and an even number of hex digits");
    }
    return HexFormat.of().parseHex(data.asText(), 2, data.asText().length());
  }

  private void atDesk(Exchange exchange, Context context, Caller caller, Supplier<Buffer> work) {
    LiveNetwork network = caller.network();
    boolean taken =
        network
            .desk()
            .take(
                () -> {
                  try {
                    Buffer answer = work.get();
                    context.runOnContext(v -> exchange.answer(200, TEXT, answer));
                  } catch (RuntimeException e) {
                    Problem problem = problem(e);
                    context.runOnContext(v -> problem.tell(exchange));
                  }
                });
    if (!taken) {
      throw new Refusal(
          ProblemType.TOO_MANY_REQUESTS,
          "At most " + network.desk().most() + " calls of a network wait at once.");
    }
  }

  /** r, s and v as Web3Signer writes them. */
  private static String text(EcdsaSignature signature) {
    HexFormat hex = HexFormat.of();
    return "0x"
        + hex.formatHex(signature.r())
        + hex.formatHex(signature.s())
        + hex.toHexDigits((byte) (V + signature.recoveryId()));
  }
}
