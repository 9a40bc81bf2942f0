package io.ridgeway.adapter;

/**
 * One thing that an adapter would write, as text in its platform's own language.
 *
 * @param name what it is, for a person or a file name: {@code statefulset/validator-1}
 * @param text the text; in place of a secret value stands a reference to it
 */
public record Manifest(String name, String text) {}
