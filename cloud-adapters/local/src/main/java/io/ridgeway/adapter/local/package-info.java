/**
 * City nodes on the machine that Ridgeway runs on: host processes, each on an address of its own.
 * Linux with glibc only. Start at {@link io.ridgeway.adapter.local.LocalCloudAdapterProvider}, then
 * {@code LocalCloudAdapter}.
 *
 * <p>What is wanted lies in one file for each network ({@code NetworkRecord}), written by the
 * adapter's calls; one thread ({@code Supervisor}) brings the processes to it, each by a small
 * state machine ({@code Supervised}). Processes outlive the Java machine: they are sessions of
 * their own, write to their log directly, and are found again by their record or by a marker in
 * their environment.
 */
@NullMarked
package io.ridgeway.adapter.local;

import org.jspecify.annotations.NullMarked;
