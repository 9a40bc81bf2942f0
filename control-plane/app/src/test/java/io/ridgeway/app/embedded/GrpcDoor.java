package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The application's listener for gRPC, at a free port, with a certificate that openssl makes. */
final class GrpcDoor {
  private GrpcDoor() {}

  /** What turns it on. */
  static List<String> options() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path folder = Files.createTempDirectory(Path.of("target"), "grpc").toAbsolutePath();
      Path certificate = folder.resolve("tls.crt");
      Path key = folder.resolve("tls.key");
      List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
      command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
      command.addAll(List.of("-days", "2", "-subj", "/CN=gateway"));
      command.addAll(List.of("-addext", "subjectAltName=IP:127.0.0.1"));
      command.addAll(List.of("-out", certificate.toString(), "-keyout", key.toString()));
      run(command);
      return List.of(
          "-Dridgeway.gateway.grpc.port=" + free.getLocalPort(),
          "-Dridgeway.gateway.grpc.certificate=" + certificate,
          "-Dridgeway.gateway.grpc.key=" + key,
          "-Dridgeway.gateway.grpc-url=https://127.0.0.1:" + free.getLocalPort(),
          "-Dridgeway.gateway.grpc-authority=" + certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
