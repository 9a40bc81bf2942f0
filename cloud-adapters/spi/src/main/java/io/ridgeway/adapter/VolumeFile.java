package io.ridgeway.adapter;

/**
 * A file that {@link CloudAdapter#files} found.
 *
 * @param path from the directory that was asked for
 */
public record VolumeFile(String path, long bytes) {}
