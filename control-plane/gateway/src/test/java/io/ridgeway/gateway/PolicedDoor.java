package io.ridgeway.gateway;

import io.ridgeway.gateway.submit.FakeSigner;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A door that signs with managed keys, on a fake ledger, with one key that calls go by. */
abstract class PolicedDoor implements AutoCloseable {
  /** A Wednesday. */
  static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");

  final Moved clock = new Moved();

  /** Each door that signs. */
  enum Kind {
    ETH,
    NATIVE_ETHEREUM,
    WEB3SIGNER,
    NATIVE_FABRIC,
    NATIVE_FISCO,
    BSN_FABRIC,
    BSN_FISCO;

    PolicedDoor open() {
      return switch (this) {
        case ETH -> new Eth();
        case NATIVE_ETHEREUM -> new NativeEthereum();
        case WEB3SIGNER -> new Web3Signer();
        case NATIVE_FABRIC -> new Native(false);
        case NATIVE_FISCO -> new Native(true);
        case BSN_FABRIC -> new BsnFabricDoor();
        case BSN_FISCO -> new BsnFiscoDoor();
      };
    }

    /** Whether what goes through it can pay. */
    boolean pays() {
      return this == ETH || this == WEB3SIGNER;
    }
  }

  /** A clock that stands until it is set. */
  static final class Moved extends Clock {
    private volatile Instant now = NOON;

    void set(Instant to) {
      now = to;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /**
   * The two contracts and the two functions that calls go to, as policies name them.
   *
   * @param function the first one's; {@link #otherFunction} the second one's
   */
  record Names(String contract, String otherContract, String function, String otherFunction) {}

  /** What was said to a call. */
  record Said(boolean let, String words) {}

  abstract Names names();

  /** Calls the one or the other contract and function, paying so much where the door pays. */
  abstract Said call(boolean contract, boolean function, int value);

  /** Has the gateway hear of what was decided about the key. */
  abstract void decide(KeyPolicy policy, KeyLife life);

  /** For what was signed, as custody was told. */
  abstract List<KeyUse> uses();

  @Override
  public abstract void close();

  static KeptKey kept(ManagedKey key, KeyPolicy policy, KeyLife life) {
    return new KeptKey(key, KeptKey.of(key).origin(), true, policy, life);
  }

  private static Said said(TestGateway.Answer answer) {
    return new Said(answer.status() == 200, answer.json().path("detail").asText());
  }

  /** Those on the fake chain of Ethereum's kind. */
  private abstract static class OnChain extends PolicedDoor {
    static final String CONTRACT = "0x" + "aa".repeat(20);
    static final String OTHER = "0x" + "bb".repeat(20);
    final TestGateway gateway = new TestGateway(clock, 100_000);
    private final NetworkRoute plain =
        gateway.route(
            100_000, true, Map.of(TestGateway.KEY, gateway.credential), List.of(gateway.node.at()));

    @Override
    Names names() {
      return new Names(CONTRACT, OTHER, "0xa9059cbb", "0x095ea7b3");
    }

    @Override
    void decide(KeyPolicy policy, KeyLife life) {
      ManagedKey key = plain.keys().get(TestGateway.ACCOUNT);
      gateway.routes.put(
          gateway.network, plain.withKept(Map.of(key.id(), kept(key, policy, life))));
    }

    @Override
    List<KeyUse> uses() {
      FakeSigner signer = gateway.signer;
      return signer.uses();
    }

    HttpRequest.Builder post(String path, String body) {
      return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.server.port() + path))
          .header("X-Api-Key", TestGateway.KEY)
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(body));
    }

    @Override
    public void close() {
      gateway.close();
    }
  }

  private static final class Eth extends OnChain {
    @Override
    Said call(boolean contract, boolean function, int value) {
      TestGateway.Answer answer =
          gateway.call(
              "eth_sendTransaction",
              "[{\"from\":\"%s\",\"to\":\"%s\",\"data\":\"%s\",\"value\":\"0x%x\"}]"
                  .formatted(
                      TestGateway.ACCOUNT,
                      contract ? CONTRACT : OTHER,
                      function ? "0xA9059CBB00" : "0x095ea7b300",
                      value));
      return new Said(answer.json().has("result"), answer.message());
    }
  }

  /** The fake chain's data are the function's own text, which is therefore its selector. */
  private static final class NativeEthereum extends OnChain {
    @Override
    Names names() {
      return new Names(CONTRACT, OTHER, "0x73657428", "0x67657428");
    }

    @Override
    Said call(boolean contract, boolean function, int value) {
      return said(
          gateway.send(
              post(
                  "/gateway/v1/networks/" + gateway.network + "/transactions",
                  "{\"contract\":\"%s\",\"function\":\"%s\",\"args\":[],\"key\":\"app-1\"}"
                      .formatted(contract ? CONTRACT : OTHER, function ? "set()" : "get()"))));
    }
  }

  private static final class Web3Signer extends OnChain {
    @Override
    Said call(boolean contract, boolean function, int value) {
      gateway.chain.read(
          KeyUse.transaction(
              contract ? CONTRACT : OTHER,
              function ? "0xa9059cbb" : "0x095ea7b3",
              BigInteger.valueOf(value)));
      TestGateway.Answer answer =
          gateway.send(
              post(
                  "/web3signer/" + gateway.network + "/api/v1/eth1/sign/" + TestGateway.ACCOUNT,
                  "{\"data\":\"0x02c0\"}"));
      return answer.status() == 200 ? new Said(true, "") : said(answer);
    }
  }

  /** Those behind which users are registered by BSN's protocol; the native door takes them too. */
  private abstract static class OfUsers extends PolicedDoor {
    final BsnGateway gateway;
    final AtomicInteger nonces = new AtomicInteger();

    OfUsers(boolean chain) {
      gateway = BsnGateway.at(clock, chain ? Optional.of(new FakeReceipts()) : Optional.empty());
      NetworkRoute bare = gateway.routes.one(gateway.network).orElseThrow();
      gateway.routes.put(
          gateway.network,
          new NetworkRoute(
                  bare.tenant(),
                  bare.framework(),
                  true,
                  bare.tps(),
                  bare.endpoints(),
                  Map.of(TestGateway.sha256(TestGateway.KEY), CredentialId.next()),
                  bare.keys())
              .withCertificates(bare.certificates())
              .with(bare.applications()));
      gateway.learn(gateway.id, "mei");
      TestGateway.await(() -> call(true, true, 0).let());
      gateway.uses.clear();
    }

    @Override
    void decide(KeyPolicy policy, KeyLife life) {
      NetworkRoute now = gateway.routes.one(gateway.network).orElseThrow();
      ManagedKey key = now.keys().values().iterator().next();
      gateway.routes.put(gateway.network, now.withKept(Map.of(key.id(), kept(key, policy, life))));
    }

    @Override
    List<KeyUse> uses() {
      return List.copyOf(gateway.uses);
    }

    static Said said(BsnGateway.Answer answer) {
      return new Said(answer.code() == 0, answer.msg());
    }

    @Override
    public void close() {
      gateway.close();
    }
  }

  private static final class Native extends OfUsers {
    Native(boolean chain) {
      super(chain);
    }

    @Override
    Names names() {
      return isChain()
          ? new Names(BsnGateway.CONTRACT, BsnGateway.SPARE_CONTRACT, "set(uint256)", "get()")
          : new Names("notary", "spare", "put", "get");
    }

    private boolean isChain() {
      return gateway
          .routes
          .one(gateway.network)
          .orElseThrow()
          .framework()
          .name()
          .equals("fisco-bcos");
    }

    @Override
    Said call(boolean contract, boolean function, int value) {
      Names names = names();
      String called = function ? names.function() : names.otherFunction();
      return sent(
          "transactions",
          contract ? names.contract() : names.otherContract(),
          isChain() ? called + " returns (bool)" : called);
    }

    private Said sent(String what, String contract, String function) {
      BsnGateway.Answer answer =
          BsnGateway.send(
              HttpRequest.newBuilder(
                      gateway.at("/gateway/v1/networks/" + gateway.network + "/" + what))
                  .header("X-Api-Key", TestGateway.KEY)
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"contract\":\"%s\",\"function\":\"%s\",\"args\":[],\"key\":\"%s\"}"
                              .formatted(contract, function, gateway.id.keyName("mei")))));
      return new Said(answer.http().statusCode() == 200, answer.json().path("detail").asText());
    }
  }

  private static final class BsnFabricDoor extends OfUsers {
    BsnFabricDoor() {
      super(false);
    }

    @Override
    Names names() {
      return new Names("notary", "spare", "put", "get");
    }

    @Override
    Said call(boolean contract, boolean function, int value) {
      String nonce = "n" + nonces.incrementAndGet();
      String to = contract ? "notary" : "spare";
      String called = function ? "put" : "get";
      return said(
          gateway.call(
              "/api/fabric/v1/node/reqChainCode",
              ("{\"userName\":\"mei\",\"nonce\":\"%s\",\"chainCode\":\"%s\",\"funcName\":\"%s\","
                      + "\"args\":[],\"transientData\":{}}")
                  .formatted(nonce, to, called),
              "mei" + nonce + to + called));
    }
  }

  private static final class BsnFiscoDoor extends OfUsers {
    BsnFiscoDoor() {
      super(true);
    }

    @Override
    Names names() {
      return new Names(
          BsnGateway.CONTRACT, BsnGateway.SPARE_CONTRACT, "set(uint256,(string)[])", "get()");
    }

    @Override
    Said call(boolean contract, boolean function, int value) {
      String to = contract ? "store" : "spare";
      String called = function ? "set" : "get";
      String args = function ? "[7, []]" : "";
      return said(
          gateway.call(
              "/api/fiscobcos/v1/node/reqChainCode",
              "{\"userId\":\"mei\",\"contractName\":\"%s\",\"funcName\":\"%s\",\"funcParam\":\"%s\"}"
                  .formatted(to, called, args),
              "mei" + to + called + args));
    }
  }
}
