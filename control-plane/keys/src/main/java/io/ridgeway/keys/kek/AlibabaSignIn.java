package io.ridgeway.keys.kek;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.kek.AlibabaRequest.Credentials;
import io.ridgeway.keys.kek.Kept.Fresh;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs in to Alibaba Cloud by what its own libraries look for: the environment's access key, a
 * pod's identity (RRSA), the role of the machine. Not by their files.
 */
final class AlibabaSignIn implements Supplier<Fresh<Credentials>> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final URI METADATA = URI.create("http://100.100.100.200");
  private static final String KEY = "ALIBABA_CLOUD_ACCESS_KEY_ID";
  private static final String SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
  private static final String SECURITY_TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN";
  private static final String ROLE = "ALIBABA_CLOUD_ROLE_ARN";
  private static final String PROVIDER = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
  private static final String TOKEN_FILE = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";

  private final Map<String, String> environment;
  private final URI tokens;
  private final URI metadata;
  private final Clock clock;

  /**
   * With doors of its own.
   *
   * @param tokens the Security Token Service
   * @param metadata what a machine is told of itself
   */
  AlibabaSignIn(Map<String, String> environment, URI tokens, URI metadata, Clock clock) {
    this.environment = environment;
    this.tokens = tokens;
    this.metadata = metadata;
    this.clock = clock;
  }

  static AlibabaSignIn of(Map<String, String> environment, String region, Clock clock) {
    return new AlibabaSignIn(
        environment, URI.create("https://sts." + region + ".aliyuncs.com"), METADATA, clock);
  }

  @Override
  public Fresh<Credentials> get() {
    if (environment.containsKey(KEY) && environment.containsKey(SECRET)) {
      return new Fresh<>(
          new Credentials(
              environment.get(KEY),
              environment.get(SECRET),
              Optional.ofNullable(environment.get(SECURITY_TOKEN))),
          Instant.MAX);
    }
    if (environment.containsKey(ROLE)
        && environment.containsKey(PROVIDER)
        && environment.containsKey(TOKEN_FILE)) {
      return ofPod();
    }
    return ofMachine();
  }

  private Fresh<Credentials> ofPod() {
    char[] read = new SecretFile(Path.of(environment.getOrDefault(TOKEN_FILE, ""))).read();
    byte[] form =
        ("RoleSessionName=ridgeway&DurationSeconds=3600&RoleArn="
                + AlibabaRequest.encoded(environment.getOrDefault(ROLE, ""))
                + "&OIDCProviderArn="
                + AlibabaRequest.encoded(environment.getOrDefault(PROVIDER, ""))
                + "&OIDCToken="
                + AlibabaRequest.encoded(new String(read)))
            .getBytes(UTF_8);
    Arrays.fill(read, '\0');
    String address =
        tokens
            + "/?Action=AssumeRoleWithOIDC&Format=JSON&Version=2015-04-01&Timestamp="
            + AlibabaRequest.encoded(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofByteArray(form))
            .build();
    try (Answer answer = ask(tokens, request)) {
      return credentials(tokens, answer);
    } finally {
      Arrays.fill(form, (byte) 0);
    }
  }

  private Fresh<Credentials> ofMachine() {
    String roles = metadata + "/latest/meta-data/ram/security-credentials/";
    String token =
        line(
            HttpRequest.newBuilder(URI.create(metadata + "/latest/api/token"))
                .header("X-aliyun-ecs-metadata-token-ttl-seconds", "60")
                .PUT(BodyPublishers.noBody())
                .build());
    String role = line(metadata(roles, token));
    if (!role.matches("[A-Za-z0-9.@_-]{1,64}")) {
      throw refused(metadata, "it names no role");
    }
    try (Answer answer = ask(metadata, metadata(roles + role, token))) {
      return credentials(metadata, answer);
    }
  }

  private static HttpRequest metadata(String address, String token) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("X-aliyun-ecs-metadata-token", token)
        .build();
  }

  private String line(HttpRequest request) {
    try (Answer answer = ask(metadata, request)) {
      String line = answer.all();
      if (!line.matches("[\\x21-\\x7e]{1,2000}")) {
        throw odd(metadata);
      }
      return line;
    }
  }

  private Answer ask(URI door, HttpRequest request) {
    Answer answer;
    try {
      answer =
          new CloudCalls(door, Optional.empty(), PATIENCE).send(() -> request, CloudCalls::busy);
    } catch (CustodyException e) {
      throw refused(door, "it doesn't answer");
    }
    if (answer.ok()) {
      return answer;
    }
    try (answer) {
      throw refused(door, answer.status() + " " + answer.word("Code").orElse(""));
    }
  }

  private static Fresh<Credentials> credentials(URI door, Answer answer) {
    try {
      return new Fresh<>(
          new Credentials(
              answer.word("AccessKeyId").orElseThrow(() -> odd(door)),
              answer.word("AccessKeySecret").orElseThrow(() -> odd(door)),
              Optional.of(answer.word("SecurityToken").orElseThrow(() -> odd(door)))),
          Instant.parse(answer.word("Expiration").orElse("")));
    } catch (DateTimeParseException e) {
      throw odd(door);
    }
  }

  private static CustodyException odd(URI door) {
    return refused(door, "its answer holds none");
  }

  private static CustodyException refused(URI door, String why) {
    return new CustodyException(
        door
            + " gives this process no credentials for Alibaba Cloud: "
            + why.strip()
            + ". It needs "
            + KEY
            + " and "
            + SECRET
            + ", or "
            + ROLE
            + ", "
            + PROVIDER
            + " and "
            + TOKEN_FILE
            + " (a pod's identity sets them), or a machine with a role; and what they say must be"
            + " known there.");
  }
}
