package io.ridgeway.keys.kek;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.kek.AlibabaRequest.Credentials;
import io.ridgeway.keys.kek.Kept.Fresh;
import io.ridgeway.model.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How this process says who it is, where the vendor's library isn't alone with it. */
class CloudSignInTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
  private static final String TENANT = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

  /** As a cluster writes it for a service account: who issued it and whom it is of are two. */
  private static final String POD =
      Stream.of(
              "{\"alg\":\"RS256\"}",
              "{\"iss\":\"https://issuer\",\"sub\":\"system:serviceaccount:ridgeway:rw-portal\","
                  + "\"aud\":[\"api://AzureADTokenExchange\"],\"exp\":1772361330}",
              "signed")
          .map(part -> Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8)))
          .collect(Collectors.joining("."));

  @TempDir Path directory;
  private final SettableClock clock = SettableClock.fixedAt(NOW);
  private final List<HttpRequest> entra = new ArrayList<>();

  @Test
  void aPodSignsInToAzureByItsFederatedToken() throws IOException {
    // When
    Fresh<String> token =
        new AzureSignIn(
                Map.of(
                    "AZURE_TENANT_ID",
                    TENANT,
                    "AZURE_CLIENT_ID",
                    "ridgeway",
                    "AZURE_FEDERATED_TOKEN_FILE",
                    secret(POD).toString()),
                "rw.vault.azure.net",
                entra(200))
            .get();

    // Then
    assertThat(token.value()).isEqualTo("eyJ.fresh");
    assertThat(token.toString()).doesNotContain("eyJ");
    HttpRequest asked = entra.get(entra.size() - 1);
    assertThat(asked.url().toString())
        .startsWith("https://login.microsoftonline.com/" + TENANT + "/oauth2/v2.0/token");
    assertThat(asked.body())
        .contains("client_assertion=" + POD)
        .contains("jwt-bearer")
        .contains("https%3A%2F%2Fvault.azure.net%2F.default");
  }

  @Test
  void aServicePrincipalOfTheEnvironmentSignsInAtItsOwnCloud() {
    // When
    new AzureSignIn(
            Map.of(
                "AZURE_TENANT_ID", TENANT,
                "AZURE_CLIENT_ID", "ridgeway",
                "AZURE_CLIENT_SECRET", "hush",
                "AZURE_AUTHORITY_HOST", "https://login.chinacloudapi.cn"),
            "rw.vault.azure.cn",
            entra(200))
        .get();

    // Then
    HttpRequest asked = entra.get(entra.size() - 1);
    assertThat(asked.url().getHost()).isEqualTo("login.chinacloudapi.cn");
    assertThat(asked.body())
        .contains("client_secret=hush")
        .contains("https%3A%2F%2Fvault.azure.cn%2F.default");
  }

  @Test
  void entrasRefusalSaysWhatIsNeededAndNoSecret() {
    AzureSignIn signIn =
        new AzureSignIn(
            Map.of(
                "AZURE_TENANT_ID", TENANT,
                "AZURE_CLIENT_ID", "ridgeway",
                "AZURE_CLIENT_SECRET", "hush"),
            "rw.vault.azure.net",
            entra(401));
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(signIn::get)
        .withMessageContaining("AZURE_FEDERATED_TOKEN_FILE")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
  }

  @Test
  void alibabasAccessKeyOfTheEnvironmentComesFirst() {
    // Given
    Map<String, String> environment =
        Map.of(
            "ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "hush",
            "ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/rw");

    // Then
    assertThat(AlibabaSignIn.of(environment, "cn-hangzhou", clock).get().value())
        .isEqualTo(new Credentials("LTAI", "hush", Optional.empty()));
  }

  @Test
  void aPodOrAMachineSignsInToAlibabaAsDocumented() throws IOException {
    try (StandInAlibabaSts sts = new StandInAlibabaSts()) {
      // When
      Fresh<Credentials> pod = alibaba(sts, pod()).get();
      Fresh<Credentials> machine = alibaba(sts, Map.of()).get();

      // Then
      assertThat(pod.value()).isEqualTo(new Credentials("STS.pod", "hush", Optional.of("lent")));
      assertThat(pod.until()).isEqualTo(NOW.plus(Duration.ofHours(1)));
      assertThat(machine.value().id()).isEqualTo("STS.machine");
      assertThat(String.join("\n", sts.asked())).doesNotContain(POD);
    }
  }

  @Test
  void alibabasRefusalSaysWhatIsNeeded() throws IOException {
    try (StandInAlibabaSts sts = new StandInAlibabaSts()) {
      sts.denied = true;
      for (Map<String, String> environment : List.of(pod(), Map.<String, String>of())) {
        assertThatExceptionOfType(CustodyException.class)
            .isThrownBy(() -> alibaba(sts, environment).get())
            .withMessageContaining(sts.address() + " gives this process no credentials")
            .withMessageContaining("ALIBABA_CLOUD_OIDC_TOKEN_FILE")
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain(POD));
      }
    }
  }

  @Test
  void whatLetsUsInIsRenewedBeforeItEndsAndKeptWhereThatFails() {
    // Given
    AtomicInteger asked = new AtomicInteger();
    Kept<String> kept =
        new Kept<>(
            () -> {
              if (asked.incrementAndGet() == 2) {
                throw new CustodyException("away");
              }
              return new Fresh<>("token-" + asked, clock.instant().plusSeconds(600));
            },
            clock);

    // Then
    assertThat(kept.get()).isEqualTo(kept.get()).isEqualTo("token-1");
    clock.advance(Duration.ofSeconds(481));
    assertThat(kept.get()).as("renewal failed; it still stands").isEqualTo("token-1");
    clock.advance(Duration.ofSeconds(9));
    assertThat(kept.get()).as("not every caller tries again").isEqualTo("token-1");
    assertThat(asked).hasValue(2);
    clock.advance(Duration.ofSeconds(1));
    assertThat(kept.get()).isEqualTo("token-3");
  }

  @Test
  void whatHasEndedIsNotUsed() {
    // Given
    AtomicInteger asked = new AtomicInteger();
    Kept<String> kept =
        new Kept<>(
            () -> {
              if (asked.incrementAndGet() > 1) {
                throw new CustodyException("away");
              }
              return new Fresh<>("token", clock.instant().plusSeconds(600));
            },
            clock);
    kept.get();

    // When
    clock.advance(Duration.ofSeconds(600));

    // Then
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(CustodyException.class).isThrownBy(kept::get).withMessage("away");
    }
    assertThat(asked).as("once within ten seconds").hasValue(2);
    clock.advance(Duration.ofSeconds(10));
    assertThatExceptionOfType(CustodyException.class).isThrownBy(kept::get);
    assertThat(asked).hasValue(3);
  }

  @Test
  void keysAreNotAskedForInClearOverANetwork() {
    for (String address :
        List.of(
            "http://kms.eu-central-1.amazonaws.com",
            "ftp://127.0.0.1",
            "https://me:secret@kms.example",
            "https://kms.example/path",
            "https://kms.example?x=1")) {
      assertThatThrownBy(
              () -> new CloudDoor(URI.create(address), Optional.empty(), Duration.ofSeconds(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("secret");
    }
    assertThat(
            new CloudDoor(
                    URI.create("https://kms.example:8443/"),
                    Optional.empty(),
                    Duration.ofSeconds(1))
                .endpoint())
        .isEqualTo(URI.create("https://kms.example:8443"));
  }

  private AlibabaSignIn alibaba(StandInAlibabaSts sts, Map<String, String> environment) {
    return new AlibabaSignIn(environment, sts.address(), sts.address(), clock);
  }

  private Map<String, String> pod() throws IOException {
    return Map.of(
        "ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/rw",
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1:oidc-provider/ack",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE", secret(POD).toString());
  }

  private Path secret(String text) throws IOException {
    Path file = directory.resolve("token");
    Files.writeString(file, text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private IHttpClient entra(int status) {
    return request -> {
      entra.add(request);
      HttpResponse response = new HttpResponse();
      response.statusCode(status);
      response.addHeaders(Map.of("Content-Type", List.of("application/json")));
      response.body(
          status == 200
              ? "{\"token_type\": \"Bearer\", \"access_token\": \"eyJ.fresh\", \"expires_in\":"
                  + " 3600}"
              : "{\"error\": \"invalid_client\", \"error_description\": \"AADSTS7000222\"}");
      return response;
    };
  }

  /** Alibaba Cloud's Security Token Service, and a machine's metadata. */
  private static final class StandInAlibabaSts extends StandInCloud {
    private static final String ROLES = "/latest/meta-data/ram/security-credentials/";

    StandInAlibabaSts() throws IOException {}

    @Override
    Said answer(Asked asked) {
      if (denied) {
        return new Said(403, Map.of("Code", "NoPermission"));
      }
      String body = new String(asked.body(), UTF_8);
      if (asked.path().equals("/latest/api/token")) {
        return new Said(
            asked.header("X-aliyun-ecs-metadata-token-ttl-seconds").equals("60") ? 200 : 400,
            "meta-token");
      }
      if (asked.path().startsWith(ROLES)) {
        return !asked.header("X-aliyun-ecs-metadata-token").equals("meta-token")
            ? new Said(403, "")
            : asked.path().equals(ROLES)
                ? new Said(200, "rw-role")
                : new Said(200, credentials("STS.machine"));
      }
      boolean asPublished =
          asked.query().contains("Action=AssumeRoleWithOIDC")
              && body.contains("RoleArn=acs%3Aram%3A%3A1%3Arole%2Frw")
              && body.contains("OIDCProviderArn=acs%3Aram%3A%3A1%3Aoidc-provider%2Fack")
              && body.contains("OIDCToken=" + POD);
      return asPublished
          ? new Said(200, Map.of("Credentials", credentials("STS.pod")))
          : new Said(400, Map.of("Code", "MissingParameter"));
    }

    private static Map<String, String> credentials(String id) {
      return Map.of(
          "AccessKeyId",
          id,
          "AccessKeySecret",
          "hush",
          "SecurityToken",
          "lent",
          "Expiration",
          "2026-03-01T11:15:30Z");
    }
  }
}
