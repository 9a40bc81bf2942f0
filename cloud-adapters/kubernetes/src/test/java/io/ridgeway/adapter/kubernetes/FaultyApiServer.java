package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;

/**
 * Stands before an API server and does to one of the writes that pass what networks and servers do.
 * One request per connection, so that nothing has to be told apart within a stream.
 */
public final class FaultyApiServer implements AutoCloseable {
  /** What happens to a write. */
  public enum Fault {
    TOO_MANY_REQUESTS,
    SERVER_ERROR,
    FORBIDDEN,
    /** It is measured by limits that were just written anew, and not seen yet. */
    LIMITS_BEHIND,
    /** It is cut off before it arrives. */
    LOST_REQUEST,
    /** It arrives, and its answer is cut off. */
    LOST_ANSWER,
    /** It arrives, and its answer never comes. */
    NO_ANSWER,
    /** All watches end as it arrives. */
    CLOSED_WATCHES
  }

  private static final String LIMITS =
      """
      {"kind": "Status", "code": 403, "reason": "Forbidden", "message": "\
      persistentvolumeclaims \\"data\\" is forbidden: maximum storage usage per \
      PersistentVolumeClaim is 1Gi, but request is 2Gi"}\
      """;

  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "faulty-api-server");
            thread.setDaemon(true);
            return thread;
          });
  private final URI target;
  private final String token;
  private final SSLContext tls;
  private final Set<Socket> watches = ConcurrentHashMap.newKeySet();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger countdown = new AtomicInteger(-1);
  private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.SERVER_ERROR);
  private final AtomicInteger watched = new AtomicInteger();
  private final List<String> writes = new CopyOnWriteArrayList<>();

  private volatile boolean down;
  private volatile Duration reviewTime = Duration.ZERO;
  private volatile String expected = "";

  /** Before the API server that {@code access} reaches. */
  public FaultyApiServer(Config access) throws IOException {
    this.target = URI.create(access.getMasterUrl());
    this.token = Objects.requireNonNullElse(access.getOauthToken(), access.getAutoOAuthToken());
    try {
      this.tls = SSLContext.getInstance("TLS");
      tls.init(SSLUtils.keyManagers(access), SSLUtils.trustManagers(access), null);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    threads.execute(this::accept);
  }

  /** For an adapter that is to come this way; it holds no credential, that is added here. */
  public String kubeconfig() {
    return kubeconfig("none");
  }

  /** With a token that is looked at here, if one is expected, and isn't the API server's. */
  String kubeconfig(String given) {
    return """
    apiVersion: v1
    kind: Config
    current-context: c
    clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
    users: [{name: u, user: {token: %s}}]
    contexts: [{name: c, context: {cluster: c, user: u}}]
    """
        .formatted(server.getLocalPort(), given);
  }

  /** The write after {@code passing} more will meet {@code what}. */
  public void inject(Fault what, int passing) {
    fault.set(what);
    countdown.set(passing);
  }

  /** Whether the fault that was injected has happened. */
  public boolean happened() {
    return countdown.get() < 0;
  }

  /** From now on nothing is answered, and what is open ends; or all is well again. */
  void down(boolean isDown) {
    down = isDown;
    if (isDown) {
      open.forEach(FaultyApiServer::closeQuietly);
    }
  }

  /** From now on each review of access takes that long. */
  void reviewsTake(Duration time) {
    reviewTime = time;
  }

  /** From now on only this token is let in. */
  void expect(String given) {
    expected = given;
  }

  /** How many watches were begun. */
  int watched() {
    return watched.get();
  }

  /** The writes that came, as method and path, since the last call. */
  public List<String> writes() {
    List<String> since = new ArrayList<>(writes);
    writes.clear();
    return since;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      Request request = Request.read(in);
      if (request == null || down) {
        return;
      }
      if (!expected.isEmpty() && !request.headers.contains("Authorization: Bearer " + expected)) {
        say(client, "401 Unauthorized", "");
        return;
      }
      boolean write = WRITES.contains(request.method) && !request.path.contains("accessreviews");
      if (write) {
        writes.add(request.method + " " + request.path);
      }
      if (request.path.contains("accessreviews")) {
        Thread.sleep(reviewTime.toMillis());
      }
      boolean hit = write && countdown.get() >= 0 && countdown.getAndDecrement() == 0;
      Fault what = hit ? fault.get() : Fault.CLOSED_WATCHES;
      if (hit && what == Fault.CLOSED_WATCHES) {
        watches.forEach(FaultyApiServer::closeQuietly);
      }
      switch (what) {
        case TOO_MANY_REQUESTS -> say(client, "429 Too Many Requests", "Retry-After: 1\r\n");
        case SERVER_ERROR -> say(client, "500 Internal Server Error", "");
        case FORBIDDEN -> say(client, "403 Forbidden", "");
        case LIMITS_BEHIND -> say(client, "403 Forbidden", "", LIMITS);
        case LOST_REQUEST -> {}
        case LOST_ANSWER, NO_ANSWER -> {
          forward(request, in, client, OutputStream.nullOutputStream());
          if (what == Fault.NO_ANSWER) {
            in.read(); // Until whoever waits for it goes away.
          }
        }
        case CLOSED_WATCHES -> {
          if (request.path.contains("watch=true")) {
            watches.add(client);
            watched.incrementAndGet();
          }
          forward(request, in, client, client.getOutputStream());
        }
      }
    } catch (IOException e) {
      // One side went away: so will the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watches.remove(client);
      open.remove(client);
    }
  }

  private static void say(Socket client, String status, String header) throws IOException {
    say(client, status, header, "");
  }

  private static void say(Socket client, String status, String header, String body)
      throws IOException {
    client
        .getOutputStream()
        .write(
            ("HTTP/1.1 "
                    + status
                    + "\r\n"
                    + header
                    + "Content-Length: "
                    + body.length()
                    + "\r\nConnection: close\r\n\r\n"
                    + body)
                .getBytes(StandardCharsets.US_ASCII));
  }

  private void forward(Request request, InputStream from, Socket client, OutputStream to)
      throws IOException {
    try (Socket backend = tls.getSocketFactory().createSocket(target.getHost(), target.getPort())) {
      OutputStream out = backend.getOutputStream();
      out.write(request.head(token));
      out.write(request.body);
      out.flush();
      if (request.upgrade) {
        threads.execute(() -> pump(from, out, backend));
      }
      InputStream answer = backend.getInputStream();
      byte[] buffer = new byte[16_384];
      for (int read = answer.read(buffer); read >= 0; read = answer.read(buffer)) {
        to.write(buffer, 0, read);
        to.flush();
        if (client.isClosed()) {
          return;
        }
      }
    }
  }

  private static void pump(InputStream from, OutputStream to, Socket backend) {
    try {
      from.transferTo(to);
    } catch (IOException e) {
      // The other direction ends too.
    } finally {
      closeQuietly(backend);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(FaultyApiServer::closeQuietly);
    threads.shutdownNow();
  }

  /** One request as it came. */
  private record Request(
      String method, String path, List<String> headers, boolean upgrade, byte[] body) {
    static Request read(InputStream in) throws IOException {
      String first = line(in);
      if (first.isEmpty()) {
        return null;
      }
      String[] parts = first.split(" ");
      List<String> headers = new ArrayList<>();
      int length = 0;
      boolean upgrade = false;
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        }
        upgrade |= lower.startsWith("upgrade:");
        headers.add(line);
      }
      return new Request(parts[0], parts[1], headers, upgrade, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        if (c != '\r') {
          line.write(c);
        }
      }
      return line.toString(StandardCharsets.US_ASCII);
    }

    byte[] head(String token) {
      StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
      for (String header : headers) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("authorization:") && (upgrade || !lower.startsWith("connection:"))) {
          head.append(header).append("\r\n");
        }
      }
      head.append("Authorization: Bearer ").append(token).append("\r\n");
      if (!upgrade) {
        head.append("Connection: close\r\n");
      }
      return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
  }
}
