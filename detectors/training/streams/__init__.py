"""A simulated stream of deliveries: who delivers what, when, and under which names.

No real delivery is in it, and no sound: the AI scores of its tracks are drawn at random.
"""
