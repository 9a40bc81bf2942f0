package io.ridgeway.examples.processes;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The program that the kit runs as a node: {@code listen HOST PORT[/udp]...} or {@code fail}. */
final class Listener {
  private Listener() {}

  /** Listens until it is stopped, and never answers. */
  public static void main(String[] arguments) throws Exception {
    if (!arguments[0].equals("listen")) {
      System.exit(3);
    }
    List<AutoCloseable> open = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      int port = Integer.parseInt(arguments[i].replace("/udp", ""));
      InetAddress host = InetAddress.getByName(arguments[1]);
      open.add(new ServerSocket(port, 50, host));
      if (arguments[i].endsWith("/udp")) {
        open.add(new DatagramSocket(new InetSocketAddress(host, port)));
      }
    }
    System.out.println("listening on " + open.size() + " ports");
    Thread.sleep(Long.MAX_VALUE);
  }
}
