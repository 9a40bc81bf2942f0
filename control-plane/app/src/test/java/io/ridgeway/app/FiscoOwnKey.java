package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An application on a FISCO BCOS chain that keeps its RSA key, and comes to the nodes itself. */
record FiscoOwnKey(Firm firm, String network, Path folder) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** With what it is handed it gets in at a node's door, where nobody is served without. */
  void getsInAtADoor() throws IOException, GeneralSecurityException, InterruptedException {
    // Given
    openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out sdk.key");
    openssl("req -new -sha256 -key sdk.key -subj /CN=anything -out sdk.csr");
    String path = "/v1/networks/" + network;
    Map<String, Object> wanted =
        Map.of("name", "till", "request", Files.readString(folder.resolve("sdk.csr")));

    // When
    JsonNode client = firm.api().post(path + "/clients", wanted);
    JsonNode profile = firm.api().get(path + "/connection-profile");
    String toml =
        new String(
            firm.api().document(path + "/connection-profile?format=toml", "application/toml"),
            StandardCharsets.UTF_8);

    // Then
    assertThat(firm.api().post(path + "/clients", wanted)).as("asked again").isEqualTo(client);
    String peer = profile.path("peers").path(0).asText();
    assertThat(toml).contains("\"" + peer + "\"", "only there").doesNotContain("PRIVATE KEY");
    Files.writeString(folder.resolve("sdk.crt"), client.path("certificate").asText());
    Files.writeString(folder.resolve("ca.crt"), profile.path("files").path("conf/ca.crt").asText());
    openssl("verify -CAfile ca.crt sdk.crt");
    openssl(
        "pkcs12 -export -inkey sdk.key -in sdk.crt -passout pass:changeit -name sdk -out sdk.p12");
    assertThat(ask(peer, true)).contains("\"result\"");
    assertThatThrownBy(() -> ask(peer, false)).isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                firm.api()
                    .post(
                        path + "/clients",
                        Map.of(
                            "name",
                            "other",
                            "organisation",
                            "alpha",
                            "request",
                            Files.readString(folder.resolve("sdk.csr")))))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("knows no organisations");
  }

  private String ask(String peer, boolean named)
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(folder.resolve("ca.crt"))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("sdk.p12"))) {
      own.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    context.init(named ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("https://" + peer + "/"))
                .timeout(Duration.ofSeconds(30))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"getBlockNumber\","
                            + "\"params\":[\"group0\",\"\"]}"))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private void openssl(String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    ExampleClients.run(folder, command);
  }
}
