package io.ridgeway.framework.fiscobcos.conformance;

import static io.ridgeway.framework.fiscobcos.conformance.NodeReading.CONFIG;
import static io.ridgeway.framework.fiscobcos.conformance.NodeReading.GENESIS;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * The peers of a test double. Each dials all that {@code nodes.json} names and says on one line who
 * it is, of which genesis, its height and what it was told of the chain, over and over; whoever is
 * of another genesis isn't counted. While a quorum of sealers is there the height grows by one a
 * beat.
 */
final class Mesh implements Closeable {
  private static final long BEAT_MILLIS = 250;

  /** Without a word for so long somebody is away. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int TIMEOUT_MILLIS = 5_000;

  private final String self;
  private final String genesis;
  private final Rulings rulings;
  private final Optional<History> history;
  private final Doors doors;
  private final Path file;
  private final AtomicLong height = new AtomicLong();
  private final Map<String, Long> heard = new ConcurrentHashMap<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ServerSocket door;
  private final ExecutorService talks = Executors.newCachedThreadPool(Mesh::daemon);
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(Mesh::daemon);

  Mesh(NodeReading reading, String genesisText, Doors doors, Path file) throws IOException {
    this.self = reading.nodeId().orElseThrow();
    this.genesis = Integer.toHexString(genesisText.hashCode());
    this.doors = doors;
    this.file = file;
    this.rulings = rulings(reading);
    this.history = History.of(reading);
    if (Files.exists(file)) {
      String[] words = Files.readString(file).split(" ");
      height.set(Long.parseLong(words[0]));
      rulings.hear(words[1]);
    }
    door = doors.open();
    door.bind(
        new InetSocketAddress(
            reading.value(CONFIG, "p2p", "listen_ip"),
            Integer.parseInt(reading.value(CONFIG, "p2p", "listen_port"))));
    talks.execute(this::welcome);
    reading.peers().forEach(peer -> talks.execute(() -> dial(peer)));
    beat.scheduleAtFixedRate(this::grow, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Rulings rulings(NodeReading reading) {
    Set<String> sealers = new HashSet<>();
    reading
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith(GENESIS + " consensus.node.")) {
                sealers.add(value.split(":")[0]);
              }
            });
    boolean guomi = reading.value(GENESIS, "chain", "sm_crypto").equals("true");
    return new Rulings(
        sealers,
        reading.value(GENESIS, "version", "compatibility_version"),
        reading.value(GENESIS, "executor", "auth_admin_account"),
        bytes -> {
          Digest digest = guomi ? new SM3Digest() : new KeccakDigest(256);
          digest.update(bytes, 0, bytes.length);
          byte[] hash = new byte[32];
          digest.doFinal(hash, 0);
          return hash;
        });
  }

  Rulings rulings() {
    return rulings;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "conformance node");
    thread.setDaemon(true);
    return thread;
  }

  long height() {
    return height.get();
  }

  int company() {
    return present().size();
  }

  String self() {
    return self;
  }

  Set<String> sealers() {
    return rulings.sealers();
  }

  /** What was before; empty unless doubles make one up. */
  Optional<History> history() {
    return history;
  }

  /** The same at every node of one genesis: nothing is in a block here but of a made up past. */
  String hashOf(long number) {
    return history
        .map(past -> past.hash(number))
        .orElseGet(
            () ->
                "%064x"
                    .formatted(
                        new BigInteger(genesis, 16).shiftLeft(64).add(BigInteger.valueOf(number))));
  }

  int quorum() {
    int sealers = sealers().size();
    return sealers - (sealers - 1) / 3;
  }

  Set<String> present() {
    Set<String> present = new HashSet<>();
    present.add(self);
    long now = System.nanoTime();
    heard.forEach(
        (node, at) -> {
          if (now - at < PATIENCE_NANOS) {
            present.add(node);
          }
        });
    return present;
  }

  private void grow() {
    Set<String> present = present();
    present.retainAll(sealers());
    if (present.size() >= quorum()) {
      height.incrementAndGet();
    }
    try {
      // Beside it first: one that is killed while it writes must find a whole one when it is back.
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, height.get() + " " + rulings.told());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // A disk that is gone: nothing is counted any more.
      beat.shutdown();
    }
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        Socket guest = door.accept();
        talks.execute(() -> listen(guest));
        talks.execute(() -> host(guest));
      } catch (IOException e) {
        // Closed, or a guest that didn't get as far as a connection.
      }
    }
  }

  /** Takes in what a peer says until it falls silent. */
  private void listen(Socket guest) {
    sockets.add(guest);
    try (guest;
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(guest.getInputStream(), StandardCharsets.US_ASCII))) {
      guest.setSoTimeout(TIMEOUT_MILLIS);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (words.length != 4 || !words[1].equals(genesis)) {
          return;
        }
        heard.put(words[0], System.nanoTime());
        height.accumulateAndGet(Long.parseLong(words[2]), Math::max);
        rulings.hear(words[3]);
      }
    } catch (IOException e) {
      // No certificate, or gone: either way no peer.
    } finally {
      sockets.remove(guest);
    }
  }

  /** Says who it is, at each beat, and comes again when it is cut off. */
  private void dial(String peer) {
    int colon = peer.lastIndexOf(':');
    String host = peer.substring(0, colon).replaceAll("[\\[\\]]", "");
    int port = Integer.parseInt(peer.substring(colon + 1));
    while (!door.isClosed()) {
      try (Socket socket = doors.enter()) {
        sockets.add(socket);
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        // A peer talks both ways, so who comes hears those that don't know it yet.
        talks.execute(() -> listen(socket));
        talk(socket);
      } catch (IOException e) {
        if (!rest()) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      } finally {
        sockets.removeIf(Socket::isClosed);
      }
    }
  }

  /** Says so to who came in. */
  private void host(Socket guest) {
    try {
      talk(guest);
    } catch (IOException e) {
      // Gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void talk(Socket socket) throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    while (!door.isClosed()) {
      String line = self + " " + genesis + " " + height.get() + " " + rulings.told() + "\n";
      out.write(line.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Thread.sleep(BEAT_MILLIS);
    }
  }

  private static boolean rest() {
    try {
      Thread.sleep(BEAT_MILLIS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    beat.shutdownNow();
    talks.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
