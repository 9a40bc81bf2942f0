package io.ridgeway.framework.fiscobcos.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A test double of a node, for wiring alone: it takes the arguments and files that a node of the
 * release would take and nothing else, opens the two doors with the declared TLS, finds its peers,
 * and counts a height while enough sealers are with it. It keeps no ledger, runs no contract and
 * agrees on nothing.
 */
public final class ConformanceNode implements Closeable {
  private final Mesh mesh;
  private final RpcDoor rpc;

  private ConformanceNode(Mesh mesh, RpcDoor rpc) {
    this.mesh = mesh;
    this.rpc = rpc;
  }

  /**
   * {@code <line> -c config.ini -g config.genesis}; ends with 1 and the findings if there are any.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 5 || !arguments[1].equals("-c") || !arguments[3].equals("-g")) {
      System.err.println("a node takes -c FILE -g FILE");
      System.exit(1);
    }
    try (ConformanceNode node =
        start(
            Path.of(arguments[2]),
            Path.of(arguments[4]),
            Specification.of(arguments[0]),
            Clock.systemUTC())) {
      System.out.println("The conformance node is running at height " + node.height());
      new CountDownLatch(1).await();
    } catch (Refused e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** The node's files aren't as they must be. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(List<String> findings) {
      super(String.join(System.lineSeparator(), findings));
    }
  }

  /** Starts one from its files. */
  public static ConformanceNode start(
      Path config, Path genesis, Specification specification, Clock clock)
      throws Refused, IOException, GeneralSecurityException {
    NodeReading reading = NodeReading.of(config, genesis, specification, clock.instant());
    if (!reading.findings().isEmpty()) {
      throw new Refused(reading.findings());
    }
    Doors rpc =
        Doors.with(file(reading, "ca_cert"), file(reading, "node_cert"), file(reading, "node_key"));
    // Nothing in Java speaks Guomi's TLS with two certificates, so its peers go without any.
    boolean guomi = reading.value(NodeReading.CONFIG, "p2p", "sm_ssl").equals("true");
    Path data = Path.of(reading.value(NodeReading.CONFIG, "storage", "data_path"));
    Files.createDirectories(data);
    Mesh mesh =
        new Mesh(
            reading, Files.readString(genesis), guomi ? Doors.OPEN : rpc, data.resolve("height"));
    try {
      return new ConformanceNode(mesh, new RpcDoor(reading, rpc, mesh));
    } catch (IOException e) {
      mesh.close();
      throw e;
    }
  }

  private static Path file(NodeReading reading, String key) {
    return Path.of(
        reading.value(NodeReading.CONFIG, "cert", "ca_path")
            + "/"
            + reading.value(NodeReading.CONFIG, "cert", key));
  }

  /** How far it has counted. */
  public long height() {
    return mesh.height();
  }

  /** How many nodes are with it, itself among them. */
  public int company() {
    return mesh.company();
  }

  @Override
  public void close() throws IOException {
    rpc.close();
    mesh.close();
  }
}
