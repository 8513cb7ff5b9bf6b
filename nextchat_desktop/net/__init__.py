"""The network: the only place for httpx, asyncio and `async def`."""
