package io.ridgeway.framework.fabric.lab;

import io.ridgeway.framework.fabric.chaincode.ChaincodePackage;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of the example contracts as a process of its own, as peers reach it. */
public final class ContractService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;

  private ContractService(Process process) {
    this.process = process;
  }

  /**
   * Starts it, and returns once it listens.
   *
   * @param contract its name in the examples
   */
  public static ContractService start(
      String contract, HostPort address, ChaincodePackage chaincode, Path log) {
    List<String> command = new ArrayList<>(command());
    command.add(contract);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("CHAINCODE_SERVER_ADDRESS", address.toString());
    builder.environment().put("CORE_CHAINCODE_ID_NAME", chaincode.id());
    try {
      ContractService service =
          new ContractService(
              builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
      service.awaitListening(address, log);
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program, without the contract's name. */
  public static List<String> command() {
    Path examples = Path.of(System.getProperty("fabric.contracts"));
    if (!Files.isDirectory(examples.resolve("service"))) {
      throw new IllegalStateException("package examples/fabric first: " + examples);
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        examples.resolve("classes") + ":" + examples.resolve("service") + "/*",
        "io.ridgeway.example.fabric.Service");
  }

  private void awaitListening(HostPort address, Path log) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!listens(address)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new AssertionError("the contract does not listen: " + Files.readString(log));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  private static boolean listens(HostPort address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
