"""Read and check the package's data files once per process."""
