package io.ridgeway.adapter;

import io.ridgeway.model.network.NodeName;

/**
 * What one workload uses now.
 *
 * @param cpuMillis of CPU time since it started, in milliseconds
 * @param memoryBytes resident
 * @param storageBytes on its volumes
 */
public record Usage(NodeName node, long cpuMillis, long memoryBytes, long storageBytes) {}
