package io.ridgeway.framework.ethereum;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What it costs to ask networks for their height, over HTTP and with every question that is asked
 * of a real one. Who answers is a thread of this process whose time isn't counted.
 *
 * <p>Arguments: how many networks there are.
 */
final class HeightsBenchmark {
  private static final int WARM_UP = 1_000;
  private static final int POLLS = 2_000;
  private static final int NODES = 5;
  // The shortest pause of a network that has been well for five minutes.
  private static final int SECONDS_BETWEEN = 26;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Long> answering = new ArrayList<>();
  private final AtomicInteger height = new AtomicInteger(1);
  private final HttpServer server;

  private HeightsBenchmark() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    ExecutorService one =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "answers");
              thread.setDaemon(true);
              answering.add(thread.getId());
              return thread;
            });
    server.setExecutor(one);
    server.start();
    for (var thread : THREADS.dumpAllThreads(false, false)) {
      if (thread.getThreadName().contains("HTTP-Dispatcher")) {
        answering.add(thread.getThreadId());
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String result =
        asked.contains("eth_blockNumber")
            ? "\"0x" + Integer.toHexString(height.get()) + "\""
            : "{\"hash\":\"0x" + "ab".repeat(32) + "\"}";
    String id = asked.replaceAll(".*\"id\":(\\d+).*", "$1");
    byte[] body =
        ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  public static void main(String[] arguments) throws IOException {
    new HeightsBenchmark().measure(Integer.parseInt(arguments[0]));
    System.exit(0);
  }

  private void measure(int networks) {
    poll(WARM_UP);
    long before = counted();
    poll(POLLS);
    double each = (counted() - before) / 1e9 / POLLS;
    System.out.println(
        String.format(
            Locale.ROOT,
            "heights, apart: %.2f ms of CPU to ask a network of %d nodes; %d networks every %d s:"
                + " %.1f %% of a core",
            1e3 * each,
            NODES,
            networks,
            SECONDS_BETWEEN,
            100 * each * networks / SECONDS_BETWEEN));
  }

  private long counted() {
    long others = answering.stream().mapToLong(THREADS::getThreadCpuTime).filter(t -> t > 0).sum();
    return PROCESS.getProcessCpuTime() - others;
  }

  private void poll(int times) {
    FrameworkDriver driver = new EthereumPack().driver();
    LedgerEndpoints nodes = endpoints();
    LedgerHealth health = LedgerHealth.UNHEARD;
    for (int i = 0; i < times; i++) {
      height.incrementAndGet();
      health = driver.observe(nodes, health);
      if (!health.agreed()) {
        throw new IllegalStateException(health.message());
      }
    }
  }

  private LedgerEndpoints endpoints() {
    HostPort at = new HostPort("127.0.0.1", server.getAddress().getPort());
    Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
    List<NodeName> voters = new ArrayList<>();
    for (int i = 1; i < NODES; i++) {
      voters.add(NodeName.of("validator", i));
      nodes.put(NodeName.of("validator", i), Map.of(QbftDriver.PORT, at));
    }
    nodes.put(NodeName.of("rpc", 1), Map.of(QbftDriver.PORT, at));
    BirthRecord birth =
        new BirthRecord(
            Map.of(
                "chainId", "1",
                "timestamp", "0",
                "extraData", "0x",
                "gasLimit", "1",
                "blockPeriodSeconds", "1",
                "requestTimeoutSeconds", "4",
                "epochLength", "1"));
    return new LedgerEndpoints(NetworkId.next(), nodes, voters, birth);
  }
}
