package io.ridgeway.adapter.kubernetes.clouds;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Amazon EKS. A token is a signed request that the API server itself sends to the Security Token
 * Service to learn who signed it; nothing is asked of AWS here.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster">the
 *     form of the token</a>
 */
final class EksSignIn implements SignIn {
  private static final String PREFIX = "k8s-aws-v1.";
  private static final String CLUSTER = "x-k8s-aws-id";

  /** EKS takes a request for 15 minutes after it was signed, whatever its own expiry says. */
  private static final Duration TAKEN_FOR = Duration.ofMinutes(14);

  private static final Duration EXPIRY = Duration.ofSeconds(60);

  private final String cluster;
  private final String region;
  private final CredentialSource credentials;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  EksSignIn(Map<String, String> configuration, CredentialSource credentials, Clock clock) {
    this.cluster = Settings.required(configuration, "clusterName");
    this.region = Settings.required(configuration, "region");
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public Token fresh() {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("https://sts." + region + domain() + "/"))
            .putRawQueryParameter("Action", "GetCallerIdentity")
            .putRawQueryParameter("Version", "2011-06-15")
            .putHeader(CLUSTER, cluster)
            .build();
    SdkHttpRequest signed =
        signer
            .sign(
                r ->
                    r.identity(identity())
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, EXPIRY)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    String token =
        PREFIX
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(signed.getUri().toString().getBytes(StandardCharsets.UTF_8));
    return new Token(token, clock.instant().plus(TAKEN_FOR));
  }

  private AwsCredentialsIdentity identity() {
    String id = credentials.required("accessKeyId");
    String secret = credentials.required("secretAccessKey");
    Optional<String> session = credentials.get("sessionToken");
    return session.isPresent()
        ? AwsSessionCredentialsIdentity.create(id, secret, session.get())
        : AwsCredentialsIdentity.create(id, secret);
  }

  /** The regions in mainland China are a partition of their own. */
  private String domain() {
    return region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
  }
}
