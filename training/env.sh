# glibc otherwise gives large blocks back to the system after every step and fetches them again, zeroed, in the next one.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_TOP_PAD_=268435456
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1 ONEDNN_PRIMITIVE_CACHE_CAPACITY=8192
