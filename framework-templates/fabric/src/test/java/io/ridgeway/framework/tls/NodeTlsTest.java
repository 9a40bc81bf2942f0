package io.ridgeway.framework.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.framework.fabric.lab.TestIdentity;
import io.ridgeway.framework.fabric.lab.TlsServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Mutual TLS with a key that nobody on this side has. */
class NodeTlsTest {
  private final TestAuthority authority = new TestAuthority("tlsca");
  private final TestIdentity node = authority.tls("orderer-1", "orderer-1.example");
  private final TestIdentity administrator = authority.tls("administrator");
  private final AtomicInteger signatures = new AtomicInteger();

  @Test
  void provesItselfWithASignatureOfCustody() throws Exception {
    // Given
    try (TlsServer server = new TlsServer(node, authority)) {
      // When
      String answer = get(server, tls(node).mutual(administrator.certificate(), custody()));

      // Then
      assertThat(answer).isEqualTo("Hello CN=administrator");
      assertThat(signatures).hasValue(1);
    }
  }

  @Test
  void noOtherNodeIsTakenForTheNode() throws Exception {
    // Given
    TestIdentity other = authority.tls("orderer-1", "127.0.0.1");
    try (TlsServer server = new TlsServer(other, authority)) {
      // Then
      SSLContext tls = tls(node).mutual(administrator.certificate(), custody());
      assertThatThrownBy(() -> get(server, tls))
          .isInstanceOf(IOException.class)
          .rootCause()
          .hasMessage("the node at the other end is another one");
      assertThat(signatures).hasValue(0);
    }
  }

  @Test
  void nobodyIsTakenForTheNodeWithoutItsAuthority() throws Exception {
    // Given
    try (TlsServer server = new TlsServer(node, authority)) {
      // Then
      SSLContext tls =
          new NodeTls(
                  new TestAuthority("another").certificate(),
                  node.x509().getPublicKey().getEncoded())
              .mutual(administrator.certificate(), custody());
      assertThatThrownBy(() -> get(server, tls)).isInstanceOf(IOException.class);
      assertThat(signatures).hasValue(0);
    }
  }

  @Test
  void itStandsBehindAllOtherProvidersAndTakesNoOthersKeys() {
    // When
    tls(node).mutual(administrator.certificate(), custody());
    tls(node).mutual(administrator.certificate(), custody());

    // Then
    List<String> names = Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
    assertThat(names).endsWith(CustodyProvider.NAME).doesNotHaveDuplicates();
    Provider.Service service =
        Security.getProvider(CustodyProvider.NAME)
            .getService("Signature", CustodyProvider.ELLIPTIC);
    assertThat(service.supportsParameter(node.privateKey())).isFalse();
    assertThat(CustodyKey.of(administrator.x509().getPublicKey(), custody()).getEncoded()).isNull();
  }

  private NodeTls tls(TestIdentity to) {
    return new NodeTls(authority.certificate(), to.x509().getPublicKey().getEncoded());
  }

  private UnaryOperator<byte[]> custody() {
    UnaryOperator<byte[]> key = administrator.signing("orderer").key();
    return message -> {
      signatures.incrementAndGet();
      return key.apply(message);
    };
  }

  private static String get(TlsServer server, SSLContext tls) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(tls)
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
