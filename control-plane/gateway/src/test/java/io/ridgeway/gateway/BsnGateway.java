package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.contract.NamedContract;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A gateway with one Fabric network and one application, whose client signs and checks with
 * BouncyCastle's provider alone.
 */
final class BsnGateway implements AutoCloseable {
  private static final KeyAlgorithms ALGORITHMS = KeyAlgorithms.fastest();
  static final ObjectMapper JSON = new ObjectMapper();
  static final String CONTRACT = "0x" + "c0".repeat(20);

  static final String SPARE_CONTRACT = "0x" + "c1".repeat(20);

  /** Of a contract that keeps a number. */
  static final String ABI =
      "[{\"type\":\"function\",\"name\":\"set\",\"stateMutability\":\"nonpayable\",\"inputs\":"
          + "[{\"type\":\"uint256\"},{\"type\":\"tuple[]\",\"components\":[{\"type\":\"string\"}]}],"
          + "\"outputs\":[]},{\"type\":\"function\",\"name\":\"get\",\"constant\":true,\"inputs\":[],"
          + "\"outputs\":[{\"type\":\"uint256\"}]},{\"type\":\"event\",\"name\":\"Set\"}]";

  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final FakeLedger ledger = new FakeLedger();
  final FakeRoutes routes = new FakeRoutes();
  final FakeJournal journal = new FakeJournal();
  final NetworkId network = NetworkId.next();
  final TenantId tenant = TenantId.next();
  final ApplicationId id = ApplicationId.next();
  final MacAlgorithm algorithm;
  final CaType caType;
  private final boolean chain;
  final KeyPair client;
  final AtomicBoolean unrecorded = new AtomicBoolean();

  /** For what transaction keys signed, in order, as custody was told. */
  final List<KeyUse> uses = new CopyOnWriteArrayList<>();

  private final AtomicBoolean closed = new AtomicBoolean();
  private final Vertx vertx = Vertx.vertx();
  private final byte[] answerKey;
  private final byte[] answerPublicKey;
  private final KeyId answers = KeyId.next();
  private final GatewayServer server;

  BsnGateway(MacAlgorithm algorithm) {
    this(algorithm, 100_000);
  }

  BsnGateway(MacAlgorithm algorithm, int tps) {
    this(algorithm, tps, CaType.TRUST, Optional.empty(), Clock.systemUTC());
  }

  /** Of applications that keep their users' keys. */
  static BsnGateway upload(MacAlgorithm algorithm) {
    return new BsnGateway(algorithm, 100_000, CaType.UPLOAD, Optional.empty(), Clock.systemUTC());
  }

  /** By that clock, in front of a chain or, without one, a Fabric network. */
  static BsnGateway at(Clock clock, Optional<LedgerClient> chain) {
    return new BsnGateway(MacAlgorithm.SECP256R1, 100_000, CaType.TRUST, chain, clock);
  }

  /** In front of a FISCO BCOS chain. */
  static BsnGateway fisco(MacAlgorithm algorithm, CaType caType, LedgerClient chain) {
    return new BsnGateway(algorithm, 100_000, caType, Optional.of(chain), Clock.systemUTC());
  }

  private BsnGateway(
      MacAlgorithm algorithm, int tps, CaType caType, Optional<LedgerClient> chain, Clock clock) {
    this.algorithm = algorithm;
    this.caType = caType;
    this.chain = chain.isPresent();
    client = pair(algorithm);
    answerKey = ALGORITHMS.of(algorithm.curve()).newPrivateKey(new java.security.SecureRandom());
    answerPublicKey = ALGORITHMS.of(algorithm.curve()).publicKey(answerKey);
    routes.put(network, route(tps, Map.of(id.value(), application(id, client, false, false))));
    server =
        new GatewayServer(
            vertx,
            routes,
            name -> new FakePack(chain.orElse(ledger)),
            signer(),
            journal,
            new ControlPlane(registrar(), new FakeCallbacks(), Optional.empty()),
            clock,
            GatewaySettings.of("127.0.0.1", 0, "gateway-1"));
    server.start();
    TestGateway.await(server::ready);
  }

  static KeyPair pair(MacAlgorithm algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(
          new ECGenParameterSpec(
              switch (algorithm) {
                case SM2 -> "sm2p256v1";
                case SECP256R1 -> "secp256r1";
                case SECP256K1 -> "secp256k1";
              }));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  Application application(ApplicationId which, KeyPair key, boolean emptyMac, boolean frozen) {
    byte[] point = algorithm.curve().decode(key.getPublic().getEncoded()).orElseThrow();
    return new Application(
        which,
        tenant.value(),
        which.value(),
        "shop",
        algorithm,
        HexFormat.of().formatHex(point),
        answers,
        chain ? "" : "alpha",
        caType,
        chain
            ? Map.of(
                "store",
                new NamedContract(CONTRACT, ABI),
                "spare",
                new NamedContract(SPARE_CONTRACT, ABI))
            : Map.of(),
        emptyMac,
        frozen);
  }

  NetworkRoute route(int tps, Map<String, Application> applications) {
    return new NetworkRoute(
            tenant,
            chain ? new Framework("fisco-bcos", "3.16") : new Framework("fabric", "3.1"),
            true,
            tps,
            new LedgerEndpoints(
                network,
                Map.of(),
                java.util.List.of(),
                new BirthRecord(chain ? Map.of("groupId", "group0") : Map.of("channel", "trade"))),
            Map.of(),
            Map.of())
        .with(applications);
  }

  private Registrar registrar() {
    return new Registrar() {
      @Override
      public String register(ApplicationId application, String user) {
        if (caType == CaType.TRUST) {
          learn(application, user);
        }
        return chain ? "0x" + "5a".repeat(20) : "";
      }

      @Override
      public String enrol(ApplicationId application, String user, String request) {
        if (!request.startsWith("-----BEGIN")) {
          throw new Refusal(ProblemType.INVALID, "The request can't be certified.");
        }
        return "certificate of " + user;
      }
    };
  }

  /** Has the gateway hear of a key. */
  void learn(ApplicationId application, String user) {
    NetworkRoute now = routes.one(network).orElseThrow();
    ManagedKey key =
        new ManagedKey(
            KeyId.next(),
            tenant,
            network,
            application.keyName(user),
            Curve.P256,
            Purpose.TRANSACTION,
            "11".repeat(64),
            Instant.EPOCH);
    Map<String, ManagedKey> keys = new HashMap<>(now.keys());
    keys.put(key.id().value(), key);
    Map<KeyId, Certificate> certificates = new HashMap<>(now.certificates());
    certificates.put(
        key.id(),
        new Certificate(
            tenant,
            network,
            "alpha-ca",
            key.name() + "-client",
            1,
            "01",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(1),
            "pem"));
    routes.put(
        network,
        new NetworkRoute(
                tenant, now.framework(), true, now.tps(), now.endpoints(), now.credentials(), keys)
            .withCertificates(certificates)
            .with(now.applications()));
  }

  private Signer signer() {
    return new Signer() {
      @Override
      public Signature sign(KeyId key, Purpose use, ToSign what, String reason) {
        return BsnGateway.this.sign(key, use, what, reason);
      }

      @Override
      public Signature sign(KeyId key, KeyUse use, ToSign what, String reason) {
        uses.add(use);
        return sign(key, Purpose.TRANSACTION, what, reason);
      }
    };
  }

  private Signature sign(KeyId key, Purpose use, ToSign what, String reason) {
    if (unrecorded.get()) {
      throw new JournalUnavailable("the disk is full", new IOException("no space"));
    }
    if (use == Purpose.TRANSACTION) {
      return new Signature(Curve.P256, new byte[64]);
    }
    if (!key.equals(answers) || use != Purpose.ANSWER) {
      throw new AssertionError("another key is used: " + reason);
    }
    return new Signature(
        algorithm.curve(), ALGORITHMS.of(algorithm.curve()).sign(answerKey, answerPublicKey, what));
  }

  /** An HTTP answer. */
  record Answer(HttpResponse<String> http, JsonNode json) {
    int code() {
      return json.at("/header/code").asInt(7);
    }

    String msg() {
      return json.at("/header/msg").textValue();
    }

    JsonNode body() {
      return json.path("body");
    }
  }

  /** Sends a body, with the mac over that text after the codes. */
  Answer call(String path, String body, String signed) {
    return post(
        path, envelope(id, body, mac(client, tenant.value() + id.value() + signed)).toString());
  }

  ObjectNode envelope(ApplicationId application, String body, String mac) {
    try {
      ObjectNode whole = JSON.createObjectNode();
      whole.putObject("header").put("userCode", tenant.value()).put("appCode", application.value());
      whole.put("mac", mac);
      whole.set("body", JSON.readTree(body));
      return whole;
    } catch (IOException e) {
      throw new AssertionError(body, e);
    }
  }

  Answer post(String path, String text) {
    // Half a character can't be written but by its escape.
    return post(path, text.replace("\ud800", "\\ud800").getBytes(StandardCharsets.UTF_8));
  }

  Answer post(String path, byte[] bytes) {
    return send(HttpRequest.newBuilder(at(path)).POST(BodyPublishers.ofByteArray(bytes)));
  }

  static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
      return new Answer(answer, JSON.readTree(answer.body()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String mac(KeyPair by, String text) {
    try {
      java.security.Signature signer = java.security.Signature.getInstance(scheme(), PROVIDER);
      signer.initSign(by.getPrivate());
      signer.update(hashed(text));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether the gateway signed that text. */
  boolean signed(Answer answer, String text) {
    try {
      java.security.Signature verifier = java.security.Signature.getInstance(scheme(), PROVIDER);
      verifier.initVerify(
          KeyFactory.getInstance("EC", PROVIDER)
              .generatePublic(new X509EncodedKeySpec(algorithm.curve().encode(answerPublicKey))));
      verifier.update(hashed(text));
      return verifier.verify(Base64.getDecoder().decode(answer.json().path("mac").textValue()));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private byte[] hashed(String text) throws GeneralSecurityException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return algorithm == MacAlgorithm.SM2
        ? MessageDigest.getInstance("SM3", PROVIDER).digest(bytes)
        : bytes;
  }

  private String scheme() {
    return algorithm == MacAlgorithm.SM2 ? "SM3withSM2" : "SHA256withECDSA";
  }

  /** The address of that path. */
  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** How many calls were counted, with the gateway closed. */
  long counted() {
    return journal.total(Meter.GATEWAY_CALLS);
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
