package io.ridgeway.keys.kek;

import java.nio.file.Path;

/** How an instance signs in to OpenBao or Vault. Its secrets are read from files, never given. */
public sealed interface TransitSignIn {
  /** With a token that somebody keeps in that file; an agent may renew it there. */
  record Token(Path file) implements TransitSignIn {}

  /**
   * With a role and its secret.
   *
   * @param mount of the method, {@code approle}
   */
  record AppRole(String mount, String role, Path secretFile) implements TransitSignIn {}

  /**
   * With the pod's service account.
   *
   * @param mount of the method, {@code kubernetes}
   * @param tokenFile as the kubelet keeps it
   */
  record Kubernetes(String mount, String role, Path tokenFile) implements TransitSignIn {}
}
