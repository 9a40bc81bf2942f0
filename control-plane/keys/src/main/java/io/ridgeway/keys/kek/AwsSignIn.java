package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * AWS's own chain: the environment, a pod's identity (IRSA, EKS Pod Identity), the shared files, a
 * task's or an instance's role. The library keeps what it finds and renews it in time.
 */
final class AwsSignIn implements Supplier<AwsCredentialsIdentity> {
  private final AwsCredentialsProvider chain = DefaultCredentialsProvider.builder().build();

  @Override
  public AwsCredentialsIdentity get() {
    try {
      return chain.resolveCredentials();
    } catch (SdkClientException e) {
      throw new CustodyException(
          "This process finds no credentials for AWS: neither in its environment, nor a pod's"
              + " identity, nor in a shared file, nor an instance's role",
          e);
    } catch (SdkException e) {
      throw new CustodyException(
          "AWS's token service gives this process no credentials: look at its role and at the"
              + " trust that the role is given",
          e);
    }
  }
}
