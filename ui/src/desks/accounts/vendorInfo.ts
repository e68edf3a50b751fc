import type { Client } from "../../contract/client";

export type VendorInfo = Awaited<ReturnType<Client["listVendors"]>>[number];
