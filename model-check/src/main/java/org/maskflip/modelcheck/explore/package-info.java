/**
 * Explicit-state search: every state of a transition system that can be reached, once; its outcomes with counts; the shortest way to
 * one of them; replay by schedule string and random walks.
 *
 * <p>It knows no instruction, no storage and no CPU, only states that encode themselves as integers, and labels.
 *
 * <p>Source: breadth-first reachability as in any explicit-state model checker; the reductions belong to the systems.
 */
package org.maskflip.modelcheck.explore;
