package io.ridgeway.gateway;

import com.sun.management.OperatingSystemMXBean;
import io.ridgeway.gateway.meter.CallMeter;
import io.ridgeway.gateway.meter.Meters;
import io.ridgeway.keys.CustodySettings;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.keys.FileKek;
import io.ridgeway.keys.InMemoryDataKeyRecords;
import io.ridgeway.keys.InMemoryKeyRecords;
import io.ridgeway.keys.InMemoryTransactions;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.journal.FileJournal;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.ToSign;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * For {@code benchmarks/signing/run}: what a signature costs from the API key to the answer, and
 * how soon many keys can be used after a start.
 *
 * <p>Each signature is authorised (the API key's digest is looked up, the network's limit asked),
 * audited (the journal's record is on the disk before the signature is let go), signed with a key
 * that is opened for it, and counted. Records are in memory: the database isn't asked while it has
 * keys in hand, either. The figure is signatures per second of CPU of the whole process, so that it
 * holds on a busy machine too.
 */
final class SigningBenchmark {
  private static final int TENANTS = 5;
  private static final int KEYS = Integer.getInteger("keys", 20_000);
  private static final int CALLERS = 64;
  private static final int WARM_UP_SECONDS = Integer.getInteger("warm-up", 10);
  private static final int SECONDS = Integer.getInteger("seconds", 10);
  private static final double GOAL_READY_SECONDS = 1;
  private static final long GOAL_PRIME = 8_000;
  private static final long GOAL_SM2 = 4_500;
  private static final double NANOS = 1e9;

  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemoryKeyRecords records = new InMemoryKeyRecords(transactions);
  private final InMemoryDataKeyRecords dataKeys = new InMemoryDataKeyRecords(transactions);
  private final AtomicInteger unwraps = new AtomicInteger();
  private final KeyEncryptionKey kek;
  private final FileJournal journal;
  private final List<Tenant> tenants = new ArrayList<>();
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

  /** A tenant with one network, one API key and its keys of each kind. */
  private record Tenant(
      TenantId id, NetworkId network, String apiKey, Map<Curve, List<KeyId>> keys) {}

  private SigningBenchmark(KeyEncryptionKey kek, FileJournal journal) {
    this.kek = counting(kek);
    this.journal = journal;
  }

  /** Runs it; no arguments. */
  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory("signing");
    try {
      Path file = home.resolve("kek");
      FileKek.create(file, new SecureRandom());
      try (FileJournal journal =
          FileJournal.open(home.resolve("journal"), FileJournal.SEGMENT_BYTES)) {
        new SigningBenchmark(FileKek.open(file), journal).run();
      }
    } finally {
      delete(home);
    }
  }

  private void run() throws Exception {
    make();
    boolean ready = ready();
    EnvelopeCustody custody = custody();
    Map<Curve, Long> each = new EnumMap<>(Curve.class);
    for (Curve curve : List.of(Curve.SECP256K1, Curve.P256, Curve.SM2)) {
      signing(custody, curve, WARM_UP_SECONDS);
      each.put(curve, signing(custody, curve, SECONDS));
    }
    callers.shutdownNow();
    boolean fast =
        each.get(Curve.SECP256K1) >= GOAL_PRIME
            && each.get(Curve.P256) >= GOAL_PRIME
            && each.get(Curve.SM2) >= GOAL_SM2;
    System.out.printf(
        "signing: %d secp256k1, %d P-256 and %d SM2 signatures a second of a core, goal at least"
            + " %d, %d and %d, %s%n",
        each.get(Curve.SECP256K1),
        each.get(Curve.P256),
        each.get(Curve.SM2),
        GOAL_PRIME,
        GOAL_PRIME,
        GOAL_SM2,
        fast && ready ? "holds" : "short");
  }

  private void make() throws Exception {
    EnvelopeCustody custody = custody();
    List<Curve> curves = List.of(Curve.SECP256K1, Curve.P256, Curve.SM2);
    for (int number = 0; number < TENANTS; number++) {
      Tenant tenant =
          new Tenant(TenantId.next(), NetworkId.next(), "rw_" + number, new ConcurrentHashMap<>());
      curves.forEach(
          curve -> tenant.keys().put(curve, Collections.synchronizedList(new ArrayList<>())));
      tenants.add(tenant);
    }
    List<Future<?>> made = new ArrayList<>();
    for (int number = 0; number < KEYS; number++) {
      Tenant tenant = tenants.get(number % TENANTS);
      Curve curve = curves.get(number / TENANTS % curves.size());
      String name = "key-" + number;
      made.add(
          callers.submit(
              () ->
                  tenant
                      .keys()
                      .get(curve)
                      .add(
                          custody
                              .ensure(
                                  tenant.id(), tenant.network(), curve, Purpose.TRANSACTION, name)
                              .id())));
    }
    for (Future<?> one : made) {
      one.get();
    }
  }

  /** A process that has just started signs with each of the keys. */
  private boolean ready() throws Exception {
    EnvelopeCustody custody = custody();
    List<KeyId> all =
        tenants.stream().flatMap(t -> t.keys().values().stream()).flatMap(List::stream).toList();
    unwraps.set(0);
    long began = System.nanoTime();
    for (Tenant tenant : tenants) {
      sign(custody, tenant.keys().get(Curve.P256).get(0));
    }
    double first = (System.nanoTime() - began) / NANOS;
    int unwrappedFirst = unwraps.get();
    List<Future<?>> signed = new ArrayList<>();
    all.forEach(key -> signed.add(callers.submit(() -> sign(custody, key))));
    for (Future<?> one : signed) {
      one.get();
    }
    double rest = (System.nanoTime() - began) / NANOS;
    boolean holds = first <= GOAL_READY_SECONDS && unwraps.get() == TENANTS;
    System.out.printf(
        "keys-ready: %.2f s until keys of all %d tenants sign, %d unwraps; %d keys have signed once"
            + " after %.1f s, %d unwraps in all; goal at most %.0f s and exactly %d, %s%n",
        first,
        TENANTS,
        unwrappedFirst,
        all.size(),
        rest,
        unwraps.get(),
        GOAL_READY_SECONDS,
        TENANTS,
        holds ? "holds" : "short");
    return holds;
  }

  /** Gives signatures a second of CPU. */
  private long signing(EnvelopeCustody custody, Curve curve, int seconds) throws Exception {
    Clock clock = Clock.systemUTC();
    Meters meters = new Meters("benchmark", journal, clock);
    RateLimit limit = new RateLimit(Integer.MAX_VALUE / 2_000, clock);
    Map<String, Tenant> known = new ConcurrentHashMap<>();
    tenants.forEach(tenant -> known.put(digest(tenant.apiKey()), tenant));
    AtomicLong count = new AtomicLong();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long cpu = cpu();
    List<Future<?>> all =
        IntStream.range(0, CALLERS)
            .<Future<?>>mapToObj(
                number ->
                    callers.submit(
                        () -> {
                          String apiKey = tenants.get(number % TENANTS).apiKey();
                          while (System.nanoTime() < end) {
                            Tenant tenant = known.get(digest(apiKey));
                            if (!limit.take(1).isConsumed()) {
                              throw new IllegalStateException("the limit is meant not to limit");
                            }
                            List<KeyId> keys = tenant.keys().get(curve);
                            sign(
                                custody,
                                keys.get(ThreadLocalRandom.current().nextInt(keys.size())));
                            CallMeter meter = meters.of(tenant.id(), tenant.network());
                            meter.accepted(1);
                            if (count.incrementAndGet() % 10_000 == 0) {
                              meters.flush();
                            }
                          }
                        }))
            .toList();
    for (Future<?> one : all) {
      one.get();
    }
    double spent = (cpu() - cpu) / NANOS;
    System.out.printf(
        "%s: %d signatures in %d s, %.1f s of CPU%n", curve, count.get(), seconds, spent);
    return Math.round(count.get() / spent);
  }

  private static void sign(EnvelopeCustody custody, KeyId key) {
    byte[] digest = new byte[32];
    ThreadLocalRandom.current().nextBytes(digest);
    custody.sign(
        key, Purpose.TRANSACTION, new ToSign.Digest(digest), "transaction of a benchmark, by it");
  }

  private EnvelopeCustody custody() {
    return new EnvelopeCustody(
        records,
        dataKeys,
        kek,
        journal,
        KeyAlgorithms.fastest(),
        new SecureRandom(),
        Clock.systemUTC(),
        CustodySettings.of("benchmark"));
  }

  private KeyEncryptionKey counting(KeyEncryptionKey real) {
    return new KeyEncryptionKey() {
      @Override
      public String id() {
        return real.id();
      }

      @Override
      public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
        return real.wrap(dataKey, associatedData);
      }

      @Override
      public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
        unwraps.incrementAndGet();
        return real.unwrap(wrapped, associatedData);
      }
    };
  }

  private static String digest(String apiKey) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
