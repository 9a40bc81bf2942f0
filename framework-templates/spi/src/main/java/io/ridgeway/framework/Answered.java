package io.ridgeway.framework;

import java.util.Optional;

/**
 * What somebody was asked to sign, and the answer.
 *
 * @param signature DER with a low s, Base64, and verified; empty as long as there is none
 */
public record Answered(Asked asked, Optional<String> signature) {}
