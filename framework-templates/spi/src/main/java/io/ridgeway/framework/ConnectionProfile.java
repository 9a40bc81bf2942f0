package io.ridgeway.framework;

/**
 * What an application's SDK needs to reach a network's nodes itself: names, addresses and roots of
 * trust, and no secret.
 *
 * @param json a document as the framework's own SDKs read it
 * @param yaml the same document
 */
public record ConnectionProfile(String json, String yaml) {}
