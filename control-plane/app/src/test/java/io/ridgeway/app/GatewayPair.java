package io.ridgeway.app;

import io.ridgeway.framework.ethereum.RealNetwork;
import io.ridgeway.gateway.ControlPlane;
import io.ridgeway.gateway.GatewayServer;
import io.ridgeway.gateway.GatewaySettings;
import io.ridgeway.gateway.NetworkRoute;
import io.ridgeway.gateway.RouteSource;
import io.ridgeway.gateway.limit.Apportionment;
import io.ridgeway.gateway.limit.LocalDays;
import io.ridgeway.gateway.limit.ShareLedger;
import io.ridgeway.gateway.submit.AccountTurns;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.EcdsaSignature;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.network.Framework;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Two gateways of one network in this process, each with event loops of its own. */
final class GatewayPair implements AutoCloseable {
  static final String KEY = "rw_several-gateways-0123456789-0123456789-0123";

  private final RealNetwork network;
  private final Turns turns = new Turns();
  private final Vertx[] vertx = {Vertx.vertx(), Vertx.vertx()};
  private final GatewayServer[] gateways = new GatewayServer[2];
  private final boolean[] dead = new boolean[2];

  GatewayPair(RealNetwork network) {
    this.network = network;
    for (int i = 0; i < 2; i++) {
      gateways[i] = made(i);
      gateways[i].start();
    }
  }

  private GatewayServer made(int number) {
    TenantId tenant = TenantId.next();
    NetworkId id = network.endpoints().network();
    ManagedKey key =
        new ManagedKey(
            KeyId.next(),
            tenant,
            id,
            "app-1",
            Curve.SECP256K1,
            Purpose.TRANSACTION,
            network.publicKey(),
            Instant.EPOCH);
    NetworkRoute route =
        new NetworkRoute(
            tenant,
            new Framework("ethereum", "qbft-1"),
            true,
            100_000,
            network.endpoints(),
            Map.of(sha256(KEY), CredentialId.next()),
            Map.of(network.account().toLowerCase(), key));
    Signer signer =
        (by, use, what, reason) -> new Signature(Curve.SECP256K1, rsv(network.sign(what.bytes())));
    AtomicLong entries = new AtomicLong();
    return new GatewayServer(
        vertx[number],
        new Fixed(id, route),
        name -> network.pack(),
        signer,
        entry -> entries.incrementAndGet(),
        new ControlPlane(
            ControlPlane.none().registrar(),
            ControlPlane.none().callbacks(),
            ControlPlane.none().readers(),
            Optional.empty(),
            Optional.of(
                new ControlPlane.Shared(
                    new Halves(), new LocalDays(), turns.of(() -> dead[number])))),
        Clock.systemUTC(),
        GatewaySettings.of("127.0.0.1", 0, "gateway-" + number));
  }

  private static byte[] rsv(EcdsaSignature signature) {
    byte[] rsv = new byte[65];
    System.arraycopy(signature.r(), 0, rsv, 0, 32);
    System.arraycopy(signature.s(), 0, rsv, 32, 32);
    rsv[64] = (byte) signature.recoveryId();
    return rsv;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  GatewayServer gateway(int number) {
    return gateways[number];
  }

  String url(int number) {
    return "http://127.0.0.1:" + gateways[number].port() + "/eth/" + network.endpoints().network();
  }

  boolean isDead(int number) {
    return dead[number];
  }

  /** As {@link #kill}, while the account is its own. */
  void killWhileItHolds(int number) {
    String name = "gateway-" + number + "/";
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!turns.isHeldBy(name)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("gateway " + number + " never has the account");
      }
      Thread.onSpinWait();
    }
    kill(number);
  }

  /**
   * As a crash: its sockets close, nobody hears a farewell, and it reaches the database no more.
   */
  void kill(int number) {
    dead[number] = true;
    vertx[number].close();
  }

  /** How often the account changed hands. */
  long turn() {
    return turns.number;
  }

  @Override
  public void close() {
    for (int i = 0; i < 2; i++) {
      if (!dead[i]) {
        gateways[i].close();
        vertx[i].close();
      }
    }
  }

  /** One route that never changes. */
  private record Fixed(NetworkId id, NetworkRoute route) implements RouteSource {
    @Override
    public Map<NetworkId, NetworkRoute> all() {
      return Map.of(id, route);
    }

    @Override
    public Optional<NetworkRoute> one(NetworkId wanted) {
      return Optional.of(route);
    }

    @Override
    public AutoCloseable listen(Consumer<NetworkId> changed) {
      return () -> {};
    }
  }

  /** Each gateway has half of all. */
  private static final class Halves implements ShareLedger {
    @Override
    public Answer renew(String instance, long number, List<Ask> asks) {
      Map<String, Grant> grants = new HashMap<>();
      for (Ask ask : asks) {
        Apportionment.Other other = new Apportionment.Other(ask.limit() / 2, 0);
        grants.put(ask.subject(), Apportionment.settle(ask, List.of(other), 2).grant());
      }
      return new Answer(2, grants, Set.of(), 0);
    }

    @Override
    public void leave(String instance) {}
  }

  /** One account's turn, with leases that end. */
  private static final class Turns {
    private String holder = "";
    private long until;
    private boolean wanted;
    private volatile long number;
    private OptionalLong next = OptionalLong.empty();

    AccountTurns of(java.util.function.BooleanSupplier dead) {
      return new AccountTurns() {
        @Override
        public Optional<Turn> take(Account account, String by, Duration lease) {
          return dead.getAsBoolean() ? gone() : mine(by, lease);
        }

        @Override
        public Map<Account, Held> hold(
            String by, Map<Account, OptionalLong> those, Duration lease) {
          return dead.getAsBoolean() ? gone() : held(by, those, lease);
        }

        @Override
        public void give(Account account, String by, long turn, OptionalLong from) {
          if (dead.getAsBoolean()) {
            gone();
          }
          given(by, turn, from);
        }

        private <T> T gone() {
          throw new IllegalStateException("this gateway is dead");
        }
      };
    }

    private synchronized Optional<AccountTurns.Turn> mine(String by, Duration lease) {
      long now = System.nanoTime();
      if (!holder.equals(by) && !holder.isEmpty() && until - now > 0) {
        wanted = true;
        return Optional.empty();
      }
      if (!holder.equals(by)) {
        number++;
        holder = by;
        wanted = false;
      }
      until = now + lease.toNanos();
      return Optional.of(new AccountTurns.Turn(number, next));
    }

    private synchronized Map<AccountTurns.Account, AccountTurns.Held> held(
        String by, Map<AccountTurns.Account, OptionalLong> those, Duration lease) {
      Map<AccountTurns.Account, AccountTurns.Held> held = new HashMap<>();
      if (holder.equals(by)) {
        until = System.nanoTime() + lease.toNanos();
        those.forEach(
            (account, nonce) -> {
              next = nonce;
              held.put(account, new AccountTurns.Held(number, wanted));
            });
      }
      return held;
    }

    private synchronized boolean isHeldBy(String prefix) {
      return holder.startsWith(prefix);
    }

    private synchronized void given(String by, long turn, OptionalLong from) {
      if (holder.equals(by) && turn == number) {
        holder = "";
        next = from;
      }
    }
  }
}
