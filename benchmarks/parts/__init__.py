"""Parts of benchmarks that run in a process and a house of their own."""
