package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * What an application puts on BSN's wire and how it checks what comes back, by BouncyCastle's
 * provider and nothing of ours.
 *
 * @param section the path of its ledger's operations: {@code fabric}, {@code fiscobcos}
 */
record BsnClient(URI gateway, JsonNode application, int algorithm, String section) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A new application, which the gateway knows. */
  static BsnClient of(Firm firm, String network, String section, int algorithm, int caType) {
    BsnClient made =
        new BsnClient(
            URI.create(firm.network(network).path("endpoints").path("api").asText()).resolve("/"),
            firm.api()
                .post(
                    "/v1/networks/" + network + "/bsn-applications",
                    Map.of(
                        "name",
                        "bsn-" + algorithm + "-" + caType,
                        "algorithmType",
                        algorithm,
                        "caType",
                        caType)),
            algorithm,
            section);
    RunningRidgeway.await(
        "the gateway knows the application", () -> made.info().at("/header/code").asInt(7) == 0);
    return made;
  }

  String appCode() {
    return application.path("appCode").asText();
  }

  /** Refused for that reason, signed. */
  void refused(String path, Map<String, ?> body, String signed, String why) {
    JsonNode answer = post(path, body, signed);
    assertThat(answer.at("/header/code").asInt()).as(answer.toString()).isEqualTo(-1);
    assertThat(answer.at("/header/msg").asText()).contains(why);
  }

  JsonNode info() {
    return send("api/app/getAppInfo", envelope(Map.of(), ""));
  }

  /** Done, and signed over those values; empty lists of blocks have none. */
  JsonNode done(String path, Map<String, ?> body, String signed, List<String> values) {
    JsonNode answer = post(path, body, signed);
    assertThat(answer.at("/header/code").asInt(7)).as(answer.toString()).isZero();
    String text =
        values.stream()
            .map(v -> answer.path("body").at(v.startsWith("/") ? v : "/" + v).asText())
            .collect(Collectors.joining());
    check(answer, text);
    return answer.path("body");
  }

  JsonNode post(String path, Map<String, ?> body, String signed) {
    String codes = application.path("userCode").asText() + application.path("appCode").asText();
    JsonNode answer = send("api/" + section + "/v1/" + path, envelope(body, mac(codes + signed)));
    if (answer.at("/header/code").asInt() != 0) {
      check(answer, "");
    }
    return answer;
  }

  private ObjectNode envelope(Map<String, ?> body, String mac) {
    ObjectNode whole = JSON.createObjectNode();
    whole
        .putObject("header")
        .put("userCode", application.path("userCode").asText())
        .put("appCode", application.path("appCode").asText())
        .put("tId", "trace");
    whole.put("mac", mac);
    whole.set("body", JSON.valueToTree(body));
    return whole;
  }

  /** What is over the network's limit was not done, and is sent again. */
  private JsonNode send(String path, JsonNode body) {
    JsonNode[] last = {once(path, body)};
    RunningRidgeway.await(
        "the limit lets it through",
        () -> {
          if (!last[0].at("/header/msg").asText().startsWith("Over the limit")) {
            return true;
          }
          last[0] = once(path, body);
          return false;
        });
    return last[0];
  }

  private JsonNode once(String path, JsonNode body) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(gateway.resolve(path))
                  .timeout(Duration.ofSeconds(60))
                  .POST(BodyPublishers.ofString(body.toString()))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-length")).isPresent();
      return JSON.readTree(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String mac(String text) {
    try {
      Signature signer = Signature.getInstance(scheme(), PROVIDER);
      signer.initSign(
          KeyFactory.getInstance("EC", PROVIDER)
              .generatePrivate(new PKCS8EncodedKeySpec(der("privateKey"))));
      signer.update(hashed(text));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void check(JsonNode answer, String values) {
    verify(
        answer.path("mac").asText(),
        answer.at("/header/code").asText() + answer.at("/header/msg").asText() + values,
        answer);
  }

  void verify(String mac, String text, JsonNode whole) {
    try {
      Signature verifier = Signature.getInstance(scheme(), PROVIDER);
      verifier.initVerify(
          KeyFactory.getInstance("EC", PROVIDER)
              .generatePublic(new X509EncodedKeySpec(der("gatewayPublicKey"))));
      verifier.update(hashed(text));
      assertThat(verifier.verify(Base64.getDecoder().decode(mac)))
          .as("the gateway signed " + whole)
          .isTrue();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] hashed(String text) throws GeneralSecurityException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return algorithm == 1 ? MessageDigest.getInstance("SM3", PROVIDER).digest(bytes) : bytes;
  }

  private String scheme() {
    return algorithm == 1 ? "SM3withSM2" : "SHA256withECDSA";
  }

  private byte[] der(String member) {
    return Base64.getMimeDecoder()
        .decode(application.path(member).asText().replaceAll("-----[A-Z ]+-----", ""));
  }
}
