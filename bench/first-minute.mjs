export async function measureFirstMinute() { return 0; }
